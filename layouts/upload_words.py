"""What the upload page says of a file: what was read, and of each mistake what to do about it."""

from datetime import date

from dashboard.figures.told import ENTRIES
from dashboard.i18n import Translator
from dashboard.uploads import Mistake
from layouts import kpi_words as words

_COLUMNS = {"unit": "Unit", "day": "Day", "month": "Month", "figure": "Figure", "value": "Value"}
_NAMES = {one.key: one.name_en for one in ENTRIES.figures}


def figure(t: Translator, key: str) -> str:
    """A figure's name; its key where it has none."""
    return t(_NAMES[key]) if key in _NAMES else key


def day(t: Translator, told: date, grain: str) -> str:
    """22/11/2026, or a month: tháng 11/2026."""
    return t("month {month}", month=words.month(told)) if grain == "month" else f"{told:%d/%m/%Y}"


def sentence(t: Translator, wrong: Mistake) -> str:
    """What is wrong with a line, and what to do."""
    return _of_cell(t, wrong) or _of_line(t, wrong)


def _of_cell(t: Translator, wrong: Mistake) -> str:
    value = wrong.value
    match wrong.code:
        case "unknown_figure":
            return t("No figure is called “{value}”: take a name from the template.", value=value)
        case "unknown_unit":
            return t("“{value}” is no unit of that day: write the ward's name or code.", value=value)
        case "no_number":
            return t("“{value}” is no number: write it like 1.234,5.", value=value)
        case "impossible_number":
            return t("{value} is below 0 or too large: correct the number.", value=value)
        case "no_day":
            return t("“{value}” is no day: write 22/11/2026, or of a month 11/2026.", value=value)
        case "no_month":
            return t("{value} is a day in the column of months: name the column “Ngày”.", value=value)
        case "not_come":
            return t("{value} has not come yet: correct the day.", value=value)
        case _:
            return ""


def _of_line(t: Translator, wrong: Mistake) -> str:
    match wrong.code:
        case "city_only":
            return t("This figure is told for the whole city only: write the city, or 79, as the unit.")
        case "missing":
            column = " / ".join(t(_COLUMNS.get(name, name)) for name in wrong.column.split(" or "))
            return t("{column} is missing: fill it in.", column=column)
        case "more_cells":
            return t("There are more cells than columns: is a separator too many?")
        case "twice":
            name = figure(t, wrong.value)
            return t("{figure} is told twice of one unit and day, differently: keep one.", figure=name)
        case "bad_date":
            return t("The time of the update cannot be read: write 22/11/2026 14:30, or leave it out.")
        case "file_not_this_format":
            return t("This is no table: the first line must name the columns, as in the template.")
        case "file_bad_encoding":
            return t("The file is not in UTF-8: save it in Excel as “CSV UTF-8”.")
        case _:
            return t("This cannot be read: compare it with the template.")
