"""What the open interface answers: units, feeds, figures, KPIs, the board."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, Field


class UnitRef(BaseModel):
    """A unit as others name it. A GSO code may come again with another meaning: `id` never does."""

    id: int
    code: str = Field(description="GSO code; empty for the records of no known unit")
    name: str
    level: str = Field(description="`city`, `district`, `ward` or `unknown`")


class UnitWhole(UnitRef):
    """A unit (đơn vị hành chính) with the days between which it holds, both included."""

    parent_id: int | None
    lat: float | None = Field(description="Centre, degrees WGS 84")
    lon: float | None
    area_km2: float | None
    valid_from: date | None
    valid_to: date | None


class Units(BaseModel):
    """Units by code, then id."""

    on: date
    items: list[UnitWhole]
    next: str | None = Field(None, description="Always null: all units stand on one page")


class Feed(BaseModel):
    """A source of data (nguồn dữ liệu). One that is silent is not well: its figures cannot be believed."""

    name: str
    title: str
    kind: str = Field(description="`dossiers`, `complaints`, `cameras`, `fire`, `flood`, `figures`")
    transport: str
    state: Literal["live", "late", "silent"]
    heard_at: datetime | None = Field(description="When it last said anything")
    data_until: datetime | None = Field(description="Until when its data reach (số liệu đến …)")
    per_minute: float = Field(description="Messages a minute, of the last five minutes")
    is_loading: bool = Field(description="Its first load has not come to its end")
    is_reachable: bool


class Feeds(BaseModel):
    """Feeds in the order in which they were first named."""

    at: datetime
    items: list[Feed]
    next: str | None = Field(None, description="Always null: all feeds stand on one page")


class FigureName(BaseModel):
    """A daily figure: what is counted."""

    key: str
    name: str = Field(description="Vietnamese; empty where the catalogue has none")
    meaning: str
    unit: str = Field(description="Empty: so many records")
    merge: Literal["sum", "max", "last", "distinct"] = Field(
        description="How days and units are put together"
    )
    counted_from: str


class FigureNames(BaseModel):
    """Figures in the order of the catalogue."""

    items: list[FigureName]
    next: str | None = Field(None, description="Always null: all names stand on one page")


class FigureDay(BaseModel):
    """One number: a figure of a unit on a civil day of the city."""

    day: date
    figure: str
    unit: UnitRef
    value: float


class Silence(BaseModel):
    """A feed behind the figures was silent: what is missing then is not nought."""

    feed: str
    kind: str
    since: datetime
    until: datetime
    goes_on: bool


class Figures(BaseModel):
    """Figures by day, key and unit. A sum without a row is 0, unless a feed was silent then (`silent`)."""

    first: date
    last: date
    silent: list[Silence]
    items: list[FigureDay]
    next: str | None = Field(description="`cursor` of the next page; null at the end")


class KpiName(BaseModel):
    """A promise of the city (chỉ tiêu), with its names in both languages."""

    key: str
    name: str = Field(description="Vietnamese")
    name_en: str
    group: str
    formula: str = Field(description="Vietnamese")
    formula_en: str
    unit: str = Field(description="`%`, `m`, `mm`, `days`, `hours`, `minutes`, `points`; empty: a count")
    decimals: int
    direction: Literal["up", "down"] = Field(description="Which way is better")
    of: Literal["month", "now"]
    source: str = Field(description="The law or promise that it comes from")
    is_estimate: bool
    most: float | None = Field(description="The greatest value there can be")


class KpiNames(BaseModel):
    """KPIs in the order of the catalogue."""

    items: list[KpiName]
    next: str | None = Field(None, description="Always null: all KPIs stand on one page")


class PeriodTold(BaseModel):
    """First and last civil day, both included."""

    text: str
    kind: str
    first: date
    last: date


class TargetTold(BaseModel):
    year: int
    value: float
    source: str
    level: str
    is_reference: bool = Field(description="The city's own value (mức tham chiếu), no law")


class MissingTold(BaseModel):
    """The longest that a feed behind the value was silent within the period."""

    seconds: float
    share: float = Field(description="Of the period's elapsed time, 0 to 1")


class FeedBehind(BaseModel):
    name: str
    title: str
    state: Literal["live", "late", "silent"]
    heard_at: datetime | None
    data_until: datetime | None


class Point(BaseModel):
    period: PeriodTold
    value: float | None


class KnownPoint(BaseModel):
    """A public figure of the past with its source; nothing is counted from it."""

    first: date
    last: date
    value: float
    source: str


KpiState = Literal["met", "at_risk", "missed", "no_target", "no_data"]
LAST = "What was worked out from what did come in, where that is too little for a value"


class KpiValue(BaseModel):
    """A KPI's value in a period. While a feed behind it is silent there is no value: `state` is `no_data`."""

    key: str
    name: str
    name_en: str
    unit: str
    direction: Literal["up", "down"]
    whose: UnitRef
    level: Literal["city", "district", "ward"] | None = Field(None, description="All of this tier together")
    on: date = Field(description="The map's day")
    period: PeriodTold
    state: KpiState
    value: float | None
    last_value: float | None = Field(description=LAST)
    numerator: float | None
    denominator: float | None
    is_estimate: bool
    targets: list[TargetTold]
    line: list[Point] = Field(description="The same kind of period up to this one, oldest first")
    known: list[KnownPoint]
    missing: MissingTold | None
    feeds: list[FeedBehind]


class UnitValue(BaseModel):
    unit: UnitRef
    value: float | None
    last_value: float | None = Field(description=LAST)
    numerator: float | None
    denominator: float | None
    is_outside: bool = Field(description="Beyond the city's border of the map's day")
    is_estimate: bool


class Ranking(BaseModel):
    """Units of one map, the greatest value first; those without a value last."""

    key: str
    name: str
    name_en: str
    unit: str
    direction: Literal["up", "down"]
    on: date
    period: PeriodTold
    is_silent: bool = Field(description="A feed behind it is silent: there are no values, only last ones")
    items: list[UnitValue]
    next: str | None = Field(None, description="Always null: all units stand on one page")


class BoardKpi(BaseModel):
    key: str
    name: str
    name_en: str
    unit: str
    state: KpiState
    value: float | None
    last_value: float | None = Field(description=LAST)


class Board(BaseModel):
    """How the city stands now, in short. `incidents` and `feeds` are null without their scope."""

    at: datetime
    whose: UnitRef
    kpis: list[BoardKpi]
    incidents: dict[str, int] | None = Field(description="Open ones by severity")
    feeds: dict[str, int] | None = Field(description="How many are live, late, silent")
