"""What was done to numbers of another map, in sentences: which were added up, which shared out by area."""

from collections.abc import Iterator, Sequence

from dashboard.applied import Applied
from dashboard.i18n import Translator
from dashboard.units import WARDS_SINCE, Unit
from layouts.kpi_words import day

FEW = 5  # sentences of one reorganisation that are said at once
NAMED = 6  # units of one sentence


def told(t: Translator, found: Sequence[Applied]) -> list[tuple[str, list[str]]]:
    """Of each reorganisation a sentence, and what it sums up; [] beside it where it says all."""
    made: list[tuple[str, list[str]]] = []
    for one in found:
        all_of_it = list(sentences(t, one))
        if len(all_of_it) <= FEW:
            made += [(text, []) for text in all_of_it]
        else:
            made.append((_summed(t, one), all_of_it))
    return made


def _summed(t: Translator, one: Applied) -> str:
    return t(
        "Reorganisation of {day}: {joined} units are added up of whole ones, {shared} are shared out by area (an estimate).",  # noqa: E501
        day=day(one.day),
        joined=len(one.joined),
        shared=len(one.shared),
    )


def sentences(t: Translator, one: Applied) -> Iterator[str]:
    """One a unit that was joined or divided."""
    for sources, target in one.joined:
        yield _joined(t, one, sources, target)
    for source, targets in one.shared:
        yield _shared(t, one, source, targets)


def _joined(t: Translator, one: Applied, sources: tuple[Unit, ...], target: Unit) -> str:
    values = {"sources": names(t, sources), "target": target.name, "day": day(one.day)}
    if not one.is_forward:
        return t("Since {day} numbers of {sources} are added up for {target}.", **values)
    if len(sources) == 1:
        return t("{sources} became {target} ({day}).", **values)
    return t("{sources} were joined into {target} ({day}); their numbers are added up.", **values)


def _shared(t: Translator, one: Applied, source: Unit, targets: tuple[Unit, ...]) -> str:
    values = {"source": source.name, "targets": names(t, targets), "day": day(one.day)}
    if not one.is_forward:
        return t(
            "{source} ({day}) lies on land of {targets}; its numbers are shared out by area (an estimate).",
            **values,
        )
    if one.day == WARDS_SINCE:
        return t(
            "{targets} lie on land of {source} since {day}; what was told of the district is shared out by area (an estimate), what was told of its wards is added up.",  # noqa: E501
            **values,
        )
    return t(
        "{targets} lie on land of {source} since {day}; its numbers are shared out by area (an estimate).",
        **values,
    )


def names(t: Translator, units: Sequence[Unit]) -> str:
    """Quận 2, Quận 9 và Quận Thủ Đức; many are counted."""
    told = sorted(unit.name for unit in units)
    if len(told) > NAMED:
        told = [*told[: NAMED - 1], t("{count} further units", count=len(told) - NAMED + 1)]
    if len(told) == 1:
        return told[0]
    return t("{first} and {last}", first=", ".join(told[:-1]), last=told[-1])
