"""What the page of targets calls levels, people and mistakes."""

from dashboard.access import is_this_machine
from dashboard.i18n import Translator
from dashboard.kpis import BY_KEY
from dashboard.targets import FILE_NAME, Level, Mistake, TargetError
from layouts import kpi_words as words


def level(t: Translator, told: Level) -> str:
    """Of which units a target is."""
    match told:
        case "city":
            return t("City")
        case "district":
            return t("Districts")
        case "ward":
            return t("Wards")
        case _:
            return t("Every level")


def name(t: Translator, kpi: str) -> str:
    """A KPI's; its key where there is no such KPI any more."""
    return t(BY_KEY[kpi].name) if kpi in BY_KEY else kpi


def amount(t: Translator, kpi: str, value: float | None) -> str:
    """50 %, 99,5 %; "–" for none."""
    known = BY_KEY.get(kpi)
    decimals = 0 if value is None or value == int(value) else max(1, known.decimals if known else 2)
    return words.number(t, value, decimals, known.unit if known else "")


def bound(t: Translator, kpi: str, value: float) -> str:
    """≥ 50 %, or ≤ where less is better."""
    sign = "≤" if kpi in BY_KEY and BY_KEY[kpi].direction == "down" else "≥"
    return f"{sign}\u00a0{amount(t, kpi, value)}"


def person(t: Translator, set_by: str) -> str:
    """Who changed a target."""
    if set_by == FILE_NAME:
        return t("the program, from {file}", file=FILE_NAME)
    return t("at this machine") if is_this_machine(set_by) else set_by


def sentence(t: Translator, error: TargetError) -> str:
    """What is wrong, and what to do."""
    told = error.values
    match error.mistake:
        case Mistake.KPI:
            return t("Choose a KPI from the list.")
        case Mistake.LEVEL:
            return t("Choose of which units the target is.")
        case Mistake.YEAR:
            return t(
                "Write the year in four digits, from {first} to {last}.",
                first=told["first"],
                last=told["last"],
            )
        case Mistake.VALUE:
            return t("Write a number without thousands separators, such as 80 or 99.5.")
        case Mistake.AMBIGUOUS:
            return t(
                "{given} can be read in two ways: write {thousands} or {fraction}.",
                given=told["given"],
                thousands=told["thousands"],
                fraction=told["fraction"],
            )
        case Mistake.RANGE:
            return t("It cannot be more than {most}: look at the number again.", most=_plain(t, told["most"]))
        case Mistake.SOURCE:
            return t("Its source is missing: write the document's number, or choose “reference level”.")
        case Mistake.LONG:
            return t(
                "The source has {given} characters: shorten it to {most} at most.",
                given=told["given"],
                most=told["most"],
            )
        case Mistake.SAME:
            return t("The target is already so; there is nothing to save.")
        case Mistake.THERE:
            value = _plain(t, told["value"])
            return t("Such a target is there already ({value}): open it in the table.", value=value)
        case Mistake.CHANGED:
            return t("Somebody else has changed or ended this target: load the page again to see it.")


def _plain(t: Translator, value: object) -> str:
    number = float(str(value))
    return words.number(t, number, 0 if number == int(number) else 2)
