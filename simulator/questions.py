"""What is asked of the HTTP services: pages, moments and filters, refused with a sentence."""

from datetime import datetime

from starlette.requests import Request

from simulator.clock import ZONE

MOST = 1_000  # entries of one page


class QuestionError(ValueError):
    """The question is wrong; answered with 400 and the reason."""


def pages(request: Request, *size_names: str) -> tuple[int, int]:
    """(page from 1, entries a page)."""
    size = next((request.query_params[name] for name in size_names if name in request.query_params), "500")
    page = request.query_params.get("page", "1")
    if not (page.isdigit() and size.isdigit() and int(page) > 0 and int(size) > 0):
        raise QuestionError("page and page size are whole numbers from 1")
    return int(page), min(int(size), MOST)


def window(request: Request) -> tuple[int, int]:
    """OData's `$top` and `$skip`."""
    top, skip = request.query_params.get("$top", "100"), request.query_params.get("$skip", "0")
    if not (top.isdigit() and skip.isdigit() and int(top) > 0):
        raise QuestionError("$top and $skip are whole numbers")
    return min(int(top), MOST), int(skip)


def _iso(name: str, text: str) -> float:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise QuestionError(f"{name}: {text} is no ISO 8601 time") from None
    return (found if found.tzinfo else found.replace(tzinfo=ZONE)).timestamp()


def moment(request: Request, name: str) -> float | None:
    """A moment in ISO 8601; Viet Nam's time where it names no zone."""
    text = request.query_params.get(name, "")
    return _iso(name, text) if text else None


def compact(request: Request, name: str) -> float | None:
    """A moment as yyyyMMddHHmmss of Viet Nam."""
    text = request.query_params.get(name, "")
    if not text:
        return None
    try:
        return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=ZONE).timestamp()
    except ValueError:
        raise QuestionError(f"{name}: {text} is no yyyyMMddHHmmss") from None


def phenomenon_time(request: Request) -> float | None:
    """The moment of `$filter=phenomenonTime gt|ge <time>`, which is all of OData that is understood."""
    text = request.query_params.get("$filter", "")
    if not text:
        return None
    match text.split():
        case ["phenomenonTime", "gt" | "ge" as than, time]:
            return _iso("$filter", time) + (0.001 if than == "gt" else 0.0)
        case _:
            raise QuestionError("$filter: only `phenomenonTime gt <time>` is understood")
