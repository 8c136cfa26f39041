"""The formats there are: opening this file shows what the center can read. A new one is a line here."""

from collections.abc import Callable
from dataclasses import dataclass

from collectors.feedfile import options as option_checks
from collectors.formats import (
    Options,
    Query,
    Read,
    cap,
    chirpstack,
    dvcqg,
    ea,
    figures,
    frigate,
    mapped,
    onvif,
    open311,
    panel,
    sensorthings,
    ttn,
)

COMMON_OPTIONS = frozenset({"timezone", "bounds", "max_bytes"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One wire format. `query` says how it is asked over HTTP; None: it comes by MQTT only."""

    name: str
    kinds: tuple[str, ...]  # feed kinds it may serve
    read: Read
    query: Query | None = None
    options: frozenset[str] = frozenset()  # its own, beside COMMON_OPTIONS
    check: Callable[[Options], None] = lambda _: None  # raises ValueError("option: what is wrong with it")


_LORAWAN = frozenset({"values", "codec", "device_kind"})

_ALL = (
    Format(
        name="dvcqg",
        kinds=("dossiers",),
        read=dvcqg.read,
        query=Query(
            since_param="since",
            since_style="yyyyMMddHHmmss",
            page_param="page",
            page_size_param="page_size",
            page_size=500,
        ),
    ),
    Format(
        name="open311",
        kinds=("complaints",),
        read=open311.read,
        query=Query(
            since_param="updated_after",
            page_param="page",
            page_size_param="page_size",
            page_size=500,
            accept="application/json, text/xml;q=0.8",
        ),
        options=frozenset({"unit_key", "statuses"}),
        check=option_checks.open311,
    ),
    Format(
        name="frigate",
        kinds=("cameras",),
        read=frigate.read,
        query=Query(
            since_param="after",
            since_style="epoch",
            extra=(("limit", "5000"), ("include_thumbnails", "0")),
            overlap=3600,
        ),
        options=frozenset({"device"}),
        check=option_checks.device,
    ),
    Format(name="panel", kinds=("fire",), read=panel.read, query=Query(since_param="since")),
    Format(
        name="sensorthings",
        kinds=("flood",),
        read=sensorthings.read,
        query=Query(
            since_param="$filter",
            since_style="phenomenonTime gt {iso}",
            page_size_param="$top",
            page_size=1000,
            next_link='"@iot.nextLink"',
            extra=(
                ("$orderby", "phenomenonTime asc"),
                ("$expand", "Datastream($select=id,name,unitOfMeasurement)"),
            ),
        ),
        options=frozenset({"quantity", "scale", "streams", "device"}),
        check=option_checks.sensorthings,
    ),
    Format(
        name="onvif",
        kinds=("cameras",),
        read=onvif.read,
        options=frozenset({"device"}),
        check=option_checks.device,
    ),
    Format(
        name="cap",
        kinds=("fire", "flood"),
        read=cap.read,
        query=Query(accept="application/cap+xml, application/atom+xml, text/xml"),
        options=frozenset({"language"}),
        check=option_checks.language,
    ),
    Format(
        name="chirpstack",
        kinds=("flood", "fire"),
        read=chirpstack.read,
        options=_LORAWAN,
        check=option_checks.lorawan,
    ),
    Format(name="ttn", kinds=("flood", "fire"), read=ttn.read, options=_LORAWAN, check=option_checks.lorawan),
    Format(
        name="ea",
        kinds=("flood",),
        read=ea.read,
        query=Query(since_param="since", page_size_param="_limit", page_size=10000),
    ),
    Format(
        name="figures",
        kinds=("figures",),
        read=figures.read,
        query=Query(accept="application/json, text/csv;q=0.9, text/plain;q=0.5"),
        options=frozenset({"columns", "figures", "unit", "figure", "ignore", "decimal"}),
        check=option_checks.figures,
    ),
    Format(
        name="mapped",
        kinds=("dossiers", "complaints", "cameras", "fire", "flood"),
        read=mapped.read,
        query=Query(),
        options=mapped.OPTIONS,
        check=mapped.check,
    ),
)

FORMATS: dict[str, Format] = {entry.name: entry for entry in _ALL}
