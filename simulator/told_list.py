"""What the city's other systems tell ready-made: health, schools, queues, chatbots … each with its size.

Levels are the whole city's at the end of 2026, a day or a month as the figure is told.
"""

from dataclasses import dataclass
from typing import Literal

Grain = Literal["day", "month"]
Week = Literal["office", "school", "every"]  # on which days it happens


@dataclass(frozen=True, slots=True)
class Told:
    """A figure. `before`: its level when the programme began, against that of the end of 2026.

    With `of` it is a share of another figure (or so many minutes for each): `before` then, `level` now.
    """

    group: str
    figure: str
    grain: Grain
    level: float
    before: float = 1.0
    of: str = ""
    of_city: bool = False  # told for the whole city only
    state: bool = False  # true at the day's or month's end, and no sum
    week: Week = "office"
    peak: int = 0  # the month of its season's height; 0: no season
    swing: float = 0.0
    decimals: int = 0


def _part(group: str, figure: str, grain: Grain, of: str, before: float, now: float) -> Told:
    return Told(group, figure, grain, now, before, of=of)


def _city(group: str, figure: str, grain: Grain, level: float, before: float, week: Week = "every") -> Told:
    return Told(group, figure, grain, level, before, of_city=True, week=week)


def _state(group: str, figure: str, grain: Grain, level: float, before: float, *, city: bool = False) -> Told:
    return Told(group, figure, grain, level, before, of_city=city, state=True)


def _score(figure: str, before: float, now: float) -> Told:
    return Told("index", f"index_published_{figure}", "month", now, before / now, of_city=True, state=True,
                decimals=2)  # fmt: skip


TOLD = (
    Told("queues", "queue_tickets", "day", 26_000, 0.85),
    _part("queues", "queue_tickets_booked", "day", "queue_tickets", 0.06, 0.34),
    _part("queues", "queue_wait_minutes", "day", "queue_tickets", 19.0, 9.5),
    Told("health", "health_visits", "day", 138_000, 0.9, week="every", peak=10, swing=0.08),
    _part("health", "health_visits_booked", "day", "health_visits", 0.05, 0.31),
    Told("education", "pupils_expected", "day", 2_450_000, 0.95, week="school"),
    _part("education", "pupils_present", "day", "pupils_expected", 0.968, 0.975),
    Told("urban_order", "order_violations", "day", 420, 1.25, week="every"),
    _part("urban_order", "order_violations_handled", "day", "order_violations", 0.72, 0.9),
    _city("traffic", "traffic_jams", "day", 31, 1.3, "office"),
    _part("traffic", "traffic_jam_minutes", "day", "traffic_jams", 41.0, 33.0),
    _city("traffic", "traffic_accidents", "day", 6.5, 1.35),
    _part("traffic", "traffic_deaths", "day", "traffic_accidents", 0.34, 0.3),
    _city("traffic", "bus_passengers", "day", 1_080_000, 0.42),
    _city("security", "attacks_detected", "day", 52_000, 0.6),
    _part("security", "attacks_blocked", "day", "attacks_detected", 0.965, 0.994),
    _state("security", "machines_infected", "day", 640, 3.2, city=True),
    _city("bots", "chatbot_sessions", "day", 9_400, 0.12),
    _part("bots", "chatbot_unanswered", "day", "chatbot_sessions", 0.31, 0.12),
    _city("bots", "callbot_sessions", "day", 3_100, 0.1),
    _part("bots", "callbot_unanswered", "day", "callbot_sessions", 0.36, 0.17),
    _city("planning", "planning_lookups", "day", 17_500, 0.4),
    _part("planning", "planning_lookups_app", "day", "planning_lookups", 0.22, 0.63),
    _state("apps", "app_installs_citizens", "day", 3_900_000, 0.14, city=True),
    _part("apps", "app_active_citizens", "day", "app_installs_citizens", 0.11, 0.27),
    _state("apps", "app_installs_officials", "day", 61_000, 0.4, city=True),
    _part("apps", "app_active_officials", "day", "app_installs_officials", 0.48, 0.83),
    Told("work", "work_dossiers", "month", 690_000, 0.9),
    _part("work", "work_dossiers_online", "month", "work_dossiers", 0.44, 0.79),
    _state("education", "pupils_enrolled", "month", 2_520_000, 0.95),
    Told("education", "school_fees", "month", 1_900_000, 0.95, week="every", peak=9, swing=0.35),
    _part("education", "school_fees_cashless", "month", "school_fees", 0.52, 0.93),
    _state("health", "hospital_beds", "month", 48_500, 0.94),
    _part("health", "hospital_beds_used", "month", "hospital_beds", 0.84, 0.87),
    _state("health", "health_records", "month", 9_600_000, 0.31),
    Told("health", "dengue_cases", "month", 2_300, 1.1, week="every", peak=10, swing=0.75),
    _city("tourism", "tourists_international", "month", 640_000, 0.63),
    _city("tourism", "tourists_domestic", "month", 3_500_000, 0.8),
    _city("tourism", "tourism_revenue", "month", 21_500, 0.7),
    _city("tourism", "hotel_nights", "month", 2_450_000, 0.93),
    _part("tourism", "hotel_nights_sold", "month", "hotel_nights", 0.58, 0.69),
    _state("security", "systems_known", "month", 412, 0.7, city=True),
    _part("security", "systems_monitored", "month", "systems_known", 0.55, 0.94),
    Told("urban_order", "buildings_spotted", "month", 1_450, 1.3),
    _part("urban_order", "buildings_checked", "month", "buildings_spotted", 0.61, 0.93),
    _part("urban_order", "buildings_unlicensed", "month", "buildings_checked", 0.16, 0.012),
    Told("planning", "land_dossiers", "month", 98_000, 0.8),
    _part("planning", "land_dossiers_on_time", "month", "land_dossiers", 0.83, 0.94),
    Told("archives", "archive_pages_civil", "month", 1_650_000, 0.35),
    Told("archives", "archive_pages_urban", "month", 740_000, 0.25),
    _state("data", "datasets_known", "month", 1_180, 0.45, city=True),
    _part("data", "datasets_shared", "month", "datasets_known", 0.21, 0.68),
    Told("surveys", "survey_answers", "month", 61_000, 0.5),
    _part("surveys", "survey_satisfied", "month", "survey_answers", 0.86, 0.95),
    _city("index", "procedures_to_publish", "month", 190, 1.1, "office"),
    _part("index", "procedures_published_on_time", "month", "procedures_to_publish", 0.78, 0.96),
    _city("index", "procedures_to_update", "month", 260, 1.1, "office"),
    _part("index", "procedures_updated_on_time", "month", "procedures_to_update", 0.8, 0.97),
    _state("index", "procedures_public", "month", 2_242, 0.95, city=True),
    _part("index", "procedures_public_full", "month", "procedures_public", 0.9, 0.99),
    Told("index", "dossiers_in_report_system", "month", 450_000, 0.68),
    _part("index", "dossiers_on_portal", "month", "dossiers_in_report_system", 0.93, 0.985),
    _part("index", "dossiers_synced", "month", "dossiers_in_report_system", 0.86, 0.97),
    Told("index", "copies_certified", "month", 96_000, 0.9),
    _part("index", "copies_certified_electronic", "month", "copies_certified", 0.03, 0.22),
    Told("index", "population_dossiers", "month", 240_000, 0.6),
    _part("index", "population_dossiers_checked", "month", "population_dossiers", 0.35, 0.88),
    _state("index", "population_procedures", "month", 760, 0.7, city=True),
    _part("index", "population_procedures_checked", "month", "population_procedures", 0.3, 0.81),
    Told("index", "dossier_ratings", "month", 118_000, 0.4),
    _part("index", "dossier_ratings_satisfied", "month", "dossier_ratings", 0.94, 0.985),
    Told("index", "complaint_ratings", "month", 5_200, 0.5, week="every"),
    _part("index", "complaint_ratings_satisfied", "month", "complaint_ratings", 0.81, 0.9),
    _score("publicity", 12.9, 15.41),
    _score("progress", 17.4, 18.79),
    _score("online", 7.9, 9.6),
    _score("payment", 4.6, 6.5),
    _score("digitised", 9.8, 16.92),
    _score("satisfaction", 16.8, 17.94),
)  # fmt: skip
SCORES = tuple(one.figure for one in TOLD if one.decimals)
BY_FIGURE = {one.figure: one for one in TOLD}
