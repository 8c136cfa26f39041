"""A sentence out of a text of the catalogue: what stands in its {names} keeps its look and its link."""

from collections.abc import Iterable
from dataclasses import dataclass
from string import Formatter
from typing import Literal

from dashboard.reports.document import Block, Run


@dataclass(frozen=True, slots=True)
class Told:
    """A number as it is written, and where its records are opened."""

    text: str
    href: str = ""


Runs = tuple[Run, ...]
Said = str | Told | Runs


def runs(text: str, **values: Said) -> Runs:
    """A translated text with its values put in, each a stretch of its own. KeyError for one missing."""
    found: list[Run] = []
    for before, name, _form, _how in Formatter().parse(text):
        found.append(Run(text=before))
        if name:
            found.extend(_runs(values[name]))
    return _joined(found)


def listed(parts: Iterable[Runs], between: str = "; ") -> Runs:
    """Clauses after each other."""
    found: list[Run] = []
    for part in parts:
        found.extend((Run(text=between), *part) if found else part)
    return _joined(found)


def block(
    key: str, said: Runs, kind: Literal["paragraph", "bullet", "number"] = "paragraph", end: str = "."
) -> Block:
    """A sentence that a rule wrote, with a full stop and a capital."""
    first, *rest = said
    first = first.model_copy(update={"text": first.text[:1].upper() + first.text[1:]})
    return Block(runs=_joined([first, *rest, Run(text=end)]), kind=kind, key=key)


def plain(block: Block) -> str:
    """A block's text without its look."""
    return "".join(run.text for run in block.runs)


def _runs(said: Said) -> Runs:
    if isinstance(said, str):
        return (Run(text=said),)
    return (Run(text=said.text, href=said.href),) if isinstance(said, Told) else said


def _joined(found: Iterable[Run]) -> Runs:
    """Neighbours of one look in one; what is empty goes."""
    joined: list[Run] = []
    for run in found:
        if not run.text:
            continue
        last = joined[-1] if joined else None
        if last is not None and _look(last) == _look(run):
            joined[-1] = last.model_copy(update={"text": last.text + run.text})
        else:
            joined.append(run)
    return tuple(joined)


def _look(run: Run) -> tuple[bool, bool, str]:
    return run.bold, run.italic, run.href
