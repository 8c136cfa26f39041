"""What is said to a person whose entry was not taken, as msgids."""

from collections.abc import Mapping

from dashboard.i18n import Translator
from dashboard.reports.errors import ReportError
from dashboard.reports.numbers import moment
from dashboard.settings import settings

SENTENCES: Mapping[str, str] = {
    "gone": "There is no such report any more.",
    "template": "Choose a template from the list.",
    "period": "Choose a period that has begun.",
    "kind": "This period does not go with the template “{name}”.",
    "unit": "Choose units of the map of the period's last day.",
    "changed": "{who} changed this draft at {time}. What you wrote is still on the page.",
    "issued": "This report was issued already. What is issued is never changed: revise it instead.",
    "not_issued": "This report was not issued yet.",
    "not_over": "The period goes on until {day}: a report is issued after it.",
    "number_form": "Write a number like 15/BC-UBND.",
    "number_kept": "A revision keeps the number of the report that it stands in place of: {number}.",
    "number_taken": "{number} was given to another report of {year}: take the next number.",
    "issued_on": "The report bears a date after {day} and not after today.",
    "signer": "Say who signs.",
    "moved": "Figures have changed since you looked: look again, then issue.",
    "reason": "Say why the report is revised.",
    "revised": "This report was revised already: go on with the revision.",
    "no_file": "There is no such file.",
    "written": "What was written cannot be read: {what}.",
}
TEXTS = set(SENTENCES.values())


def sentence(t: Translator, error: ReportError) -> str:
    """In plain words, moments by the city's clock."""
    at = error.values.get("at")
    time = {"time": moment(at, settings().zone)} if at else {}
    return t(SENTENCES[error.code], **error.values, **time)
