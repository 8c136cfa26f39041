"""What the page of the stage says to whoever's decision was not taken, and how stages are called."""

from collections.abc import Mapping
from datetime import datetime

from dashboard.i18n import Translator
from dashboard.settings import settings
from dashboard.stages.deciding import Mistake, StageError

# As in assets/stage-words.js.
NAMES: Mapping[int, str] = {
    1: "Stage: normal",
    2: "Stage: attention",
    3: "Stage: watch",
    4: "Stage: alert",
    5: "Stage: emergency",
}


def name(t: Translator, stage: int) -> str:
    """2 · Chú ý."""
    return f"{stage} · {t(NAMES[stage])}"


def sentence(t: Translator, error: StageError) -> str:
    """What is wrong, and what to do."""
    told = error.values
    match error.mistake:
        case Mistake.STAGE:
            return t("Choose a stage from 1 to 5.")
        case Mistake.REASON:
            return t("Write the reason: it is kept with your name.")
        case Mistake.LONG:
            return t("At most {most} characters; these are {given}.", most=told["most"], given=told["given"])
        case Mistake.UNTIL:
            return t("Choose until when it is to hold.")
        case Mistake.PAST:
            return t("This time is over already: choose a later one.")
        case Mistake.FAR:
            return t("At most {days} days ahead.", days=told["days"])
        case Mistake.NOTHING:
            return t("The program's proposal holds already: there is nothing to give back.")
        case Mistake.CHANGED:
            return _changed(t, told)


def _changed(t: Translator, told: Mapping[str, object]) -> str:
    at, stage = told.get("at"), told.get("stage")
    if not isinstance(at, datetime) or not isinstance(stage, int):
        return t("This form is out of date: load the page again.")
    who, time = told["name"], f"{at.astimezone(settings().zone):%H:%M}"
    if told["kind"] == "set":
        return t(
            "{name} was faster and set stage {stage} at {time}. Yours was not taken: look, and decide again.",
            name=who,
            time=time,
            stage=name(t, stage),
        )
    return t(
        "{name} was faster and gave the stage back at {time}. Yours was not taken: look, and decide again.",
        name=who,
        time=time,
    )
