"""All settings in one place: environment variables `OPS_…`, or a `.env` file beside the program."""

from datetime import tzinfo
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from dashboard import clock_file
from dashboard.complaints import Clocks
from dashboard.rules import rule_file
from dashboard.rules.book import Rules
from dashboard.stages import stage_file
from dashboard.stages.condition import Stages
from dashboard.workdays import WorkCalendar, parse_hours, vietnam


class SettingsError(Exception):
    """A setting is wrong; the message is one line that says which and what to do."""


class Settings(BaseSettings):
    """Each field is set by `OPS_` and its name in capitals; `.env.example` lists them."""

    model_config = SettingsConfigDict(
        env_prefix="OPS_", env_file=".env", env_ignore_empty=True, extra="ignore"
    )

    data_dir: Path = Field(Path("data"), description="where SQLite, the demo's broker and its history live")
    database_url: str = Field("", description="postgresql+psycopg://…; empty: SQLite in the data folder")
    redis_url: str = Field("", description="redis://…; empty: screens watch the store for changes")
    feeds: Path | None = Field(None, description="feeds.toml; `--feeds` goes before it")
    collector: str = Field(
        "",
        pattern=r"^[A-Za-z0-9._-]{0,32}$",
        description="name of this collector, where several divide the load",
    )
    host: str = Field("127.0.0.1", description="address to listen on; another machine's needs an account")
    hosts: str = Field("", description="further names that browsers use, with commas between")
    trusted_proxies: str = Field(
        "127.0.0.1,::1", description="addresses whose X-Forwarded-For and -Proto are believed"
    )
    metrics_token: str = Field("", description="bearer token for /metrics from another machine")
    session_idle: int = Field(60, ge=1, le=10080, description="minutes without a sign of life until it ends")
    session_hours: int = Field(12, ge=1, le=720, description="hours after which one signs in again")
    oidc_issuer: str = Field("", description="https://…, the provider's issuer; empty: passwords alone")
    oidc_client_id: str = Field("", description="as the provider knows this program")
    oidc_client_secret: str = Field("", description="likewise")
    oidc_name: str = Field("OpenID Connect", description="what the button of the sign-in page calls it")
    oidc_name_claim: str = Field(
        "preferred_username", description="claim that equals an account's name; email must be verified"
    )
    oidc_role_claim: str = Field("", description="claim that holds roles; empty: roles are kept here")
    oidc_roles: dict[str, str] = Field(
        default_factory=dict, description='what it says → role, e.g. {"truc-ban": "officer"}'
    )
    oidc_default_role: str = Field(
        "",
        pattern="^(officer|planner|leader)?$",
        description="role of an account made at a first sign-in; empty: none is made",
    )
    port: int = Field(8050, ge=1, le=65535, description="port of the screens")
    city: str = Field("Thành phố Hồ Chí Minh", description="the name at the top of every screen")
    timezone: str = Field("Asia/Ho_Chi_Minh", description="the civil day and month are this zone's")
    language: str = Field("vi", pattern="^(vi|en)$", description="vi or en, until a user chooses")
    boundaries: Path | None = Field(None, description="GeoJSON of the units; empty: hexagons")
    tile_url: str = Field("", description="map tiles, e.g. http://tiles.local/{z}/{x}/{y}.png; empty: none")
    # Lat/lon box of the city and its waters: a point outside it whose swap lies inside it was swapped.
    bounds: tuple[float, float, float, float] = Field(
        (8.3, 106.0, 11.6, 107.8), description="south, west, north, east of the city in degrees"
    )
    work_hours: str = Field(
        "07:30-11:30,13:00-17:00", description="the offices' hours on a working day, in the city's own zone"
    )
    clocks: Path | None = Field(
        None, description="by which clock complaints are answered; empty: dashboard/clocks.toml"
    )
    rules: Path | None = Field(
        None, description="which records open an incident, over dashboard/rules/rules.toml"
    )
    wall: Path | None = Field(None, description="what walls show, over dashboard/wall/wall.toml")
    reports: Path | None = Field(
        None, description="which reports there are and their letter, over dashboard/reports/reports.toml"
    )
    stages: Path | None = Field(
        None, description="what asks for which stage of the city, over dashboard/stages/stages.toml"
    )
    digest_at: str = Field(
        "06:30",
        pattern=r"^(([01]\d|2[0-3]):[0-5]\d)?$",
        description="when leaders' digest of the morning is made, in the city's own zone; empty: never",
    )
    figures: Path | None = Field(None, description="figures.toml with the city's own figures and KPIs")
    receivers: Path | None = Field(None, description="receivers.toml: who gets notices; empty: nobody")
    public_url: str = Field(
        "", pattern=r"^(https?://[^\s/]+)?/?$", description="as browsers see it: https://ops.example.vn"
    )
    camera_link: str = Field(
        "", description="where a camera's picture is, e.g. http://vms.local/{camera}; empty: nowhere"
    )
    layers: Path | None = Field(None, description="folder of GeoJSON files that the desk's map can show")
    log_level: str = Field("INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$", description="how much is logged")

    @field_validator("timezone")
    @classmethod
    def _zone_exists(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError) as error:
            raise ValueError(f"no such time zone: {value}") from error
        return value

    @field_validator("work_hours")
    @classmethod
    def _hours_follow_one_another(cls, value: str) -> str:
        parse_hours(value)
        return value

    @field_validator("camera_link")
    @classmethod
    def _link_can_be_followed(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://", "/")):
            raise ValueError("begin it with http://, https:// or /; {camera} stands for the camera's name")
        return value

    @field_validator("clocks")
    @classmethod
    def _clocks_can_be_read(cls, value: Path | None) -> Path | None:
        if value is not None:
            clock_file.read(value)
        return value

    @field_validator("rules")
    @classmethod
    def _rules_can_be_read(cls, value: Path | None) -> Path | None:
        if value is not None:
            rule_file.read(value)
        return value

    @field_validator("stages")
    @classmethod
    def _stages_can_be_read(cls, value: Path | None) -> Path | None:
        if value is not None:
            stage_file.read(value)
        return value

    @property
    def zone(self) -> tzinfo:
        return ZoneInfo(self.timezone)

    @property
    def calendar(self) -> WorkCalendar:
        """When the city's offices work."""
        return vietnam(self.zone, parse_hours(self.work_hours))

    @property
    def complaint_clocks(self) -> Clocks:
        """By which clock a complaint is answered."""
        return clock_file.read(self.clocks or clock_file.SHIPPED)

    @property
    def incident_rules(self) -> Rules:
        """Which records open an incident, and its clocks."""
        return rule_file.read(self.rules or rule_file.SHIPPED)

    @property
    def stage_rules(self) -> Stages:
        """What asks for which stage of the city."""
        return stage_file.read(self.stages or stage_file.SHIPPED)

    @property
    def store_url(self) -> str:
        """SQLAlchemy URL of the store."""
        return self.database_url or f"sqlite:///{self.data_dir / 'ops.db'}"


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Read once. Raises SettingsError with one line."""
    try:
        chosen = Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "OPS_" + "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsError(f"{name}: {first['msg']} (given: {first.get('input')!r})") from error
    if chosen.figures and (wrong := _fault_of_figures()):
        raise SettingsError(f"OPS_FIGURES: {wrong}")
    if wrong := _fault_of_receivers(chosen):
        raise SettingsError(f"OPS_RECEIVERS: {wrong}")
    if chosen.wall and (wrong := _fault_of_wall(chosen)):
        raise SettingsError(f"OPS_WALL: {wrong}")
    if chosen.reports and (wrong := _fault_of_reports(chosen)):
        raise SettingsError(f"OPS_REPORTS: {wrong}")
    return chosen


def _fault_of_receivers(chosen: Settings) -> str:
    # Imported here: the outbox reads the settings itself.
    from dashboard.outbox.receivers import receivers

    try:
        receivers(chosen.receivers)
    except ValueError as error:
        return str(error)
    return ""


def _fault_of_wall(chosen: Settings) -> str:
    # Imported here: the wall asks which KPIs there are, and those read the settings.
    from dashboard.wall import scenes

    try:
        scenes.wall(chosen)
    except ValueError as error:
        return str(error)
    return ""


def _fault_of_reports(chosen: Settings) -> str:
    # Imported here: the reports' file asks which units there are, and reads the settings itself.
    from dashboard.reports import template_file

    try:
        template_file.plan(chosen)
    except ValueError as error:
        return str(error)
    return ""


def _fault_of_figures() -> str:
    # Imported here: the figures read their file's name from Settings while they are imported.
    from dashboard.figurecheck import fault

    return fault()
