"""From bytes to items: the size, the encoding, JSON and XML, and the rejection of what cannot be read.

`whole` guards a format's `read`, `each` one item of a list; both turn `UnreadableError` into `Rejected`.
"""

import functools
import json
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from xml.etree.ElementTree import Element, ParseError, tostring

import orjson
from defusedxml import ElementTree

from collectors.formats import Message, Options, Read
from collectors.reading.fields import LONGEST_ID, UnreadableError
from dashboard.records import Reason, Record, Rejected

MAX_BYTES = 16 * 1024 * 1024
KEPT_OF_TOO_LARGE = 64 * 1024
MOST_REJECTED = 1000  # of one message: sixteen megabytes of "[0,0,0,…" must not become millions of rows
Encode = Callable[[object, Message], bytes]
_UTF8_PROLOG = re.compile(rb"(?!<\?xml[^>]*encoding)|<\?xml[^>]*encoding=.utf-?8", re.IGNORECASE)
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def whole(read: Read) -> Read:
    """Guard a format's `read`: too large, or unreadable as a whole, becomes one rejection."""

    @functools.wraps(read)
    def guarded(message: Message, options: Options) -> list[Record | Rejected]:
        limit = options.get("max_bytes", MAX_BYTES)
        if isinstance(limit, int) and len(message.body) > limit:
            detail = f"{len(message.body)} bytes are more than the {limit} allowed"
            return [Rejected(reason=Reason.TOO_LARGE, detail=detail, body=message.body[:KEPT_OF_TOO_LARGE])]
        try:
            return read(message, options)
        except UnreadableError as error:
            return [rejected(error, message.body)]

    return guarded


def each(
    message: Message,
    items: Sequence[object],
    read_item: Callable[[dict[str, Any]], Iterable[Record]],
    *,
    id_key: str = "",
    encode: Encode | None = None,
) -> list[Record | Rejected]:
    """Read one item after the other; one that cannot be read costs only itself.

    `id_key` names the item's own number, kept with a rejection where it is one; `encode` gives an item's
    bytes (default: as JSON). Beyond MOST_REJECTED the rest of the rejections are one, with the whole message.
    """
    found: list[Record | Rejected] = []
    refused = tried = 0
    for tried, item in enumerate(items, 1):
        try:
            found.extend(read_item(_object(item)))
        except UnreadableError as error:
            refused += 1
            if refused <= MOST_REJECTED:
                body = message.body if len(items) == 1 else (encode or encoded)(item, message)
                found.append(rejected(error, body, _number(item, id_key)))
                continue
            last = UnreadableError(error.reason, error.detail)
            if refused == tried:
                break  # not one of them can be read: it is something else, and trying all could take minutes
    if refused > MOST_REJECTED:
        more, left = refused - MOST_REJECTED, len(items) - tried
        last.detail = f"{more} further items, and {left} that were not tried; the last: {last.detail}"
        found.append(rejected(last, message.body))
    return found


def _number(item: object, key: str) -> str:
    number = item.get(key) if isinstance(item, dict) else None
    return number[:LONGEST_ID] if isinstance(number, str) else ""


def _object(item: object) -> dict[str, Any]:
    if not isinstance(item, dict):
        raise UnreadableError(Reason.WRONG_TYPE, f"an item is a {type(item).__name__}, not an object")
    return item


def rejected(error: UnreadableError, body: bytes, external_id: str = "") -> Rejected:
    """What is kept of it."""
    number = external_id.replace("\x00", "")
    return Rejected(reason=error.reason, detail=error.detail, body=body, external_id=number)


def encoded(item: object, message: Message) -> bytes:
    """The item as JSON of its own, so that it can be replayed alone; else the whole message."""
    try:
        return orjson.dumps(item)
    except TypeError:  # orjson nests less deep when it writes than when it reads
        try:
            return json.dumps(item).encode()
        except (TypeError, ValueError, RecursionError):
            return message.body


def load_json(body: bytes) -> Any:
    """The JSON value of a body in UTF-8, or in UTF-16 with a byte order mark.

    Duplicate keys: the last one wins. NaN and Infinity are no JSON, but many programs write them: they are
    let through here so that they cost one item and not the message; `fields.number` refuses them.
    """
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return _second_try(decoded(_headless(body)))


def _second_try(text: str) -> Any:
    try:
        value = json.loads(text) if "NaN" in text or "Infinity" in text else orjson.loads(text)
        orjson.dumps(value)  # refuses lone surrogates, which json lets through
    except (ValueError, TypeError, RecursionError) as error:
        raise UnreadableError(Reason.BAD_JSON, f"no JSON: {_brief(error)}") from error
    return value


def _headless(body: bytes) -> bytes:
    """The body without the status line and headers that a careless proxy left in."""
    if not body.startswith(b"HTTP/"):
        return body
    return body.replace(b"\r\n", b"\n").partition(b"\n\n")[2].lstrip() or body


def decoded(body: bytes) -> str:
    """The text of a body: UTF-8, or what its byte order mark says."""
    encoding = next((name for bom, name in _BOMS if body.startswith(bom)), "utf-8")
    try:
        return body.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(
            Reason.BAD_ENCODING, f"no {encoding}: byte {error.start} ({error.reason})"
        ) from error


def load_xml(body: bytes) -> Element:
    """The root of an XML body. Entities and external references are refused (XML bombs)."""
    body = _headless(body).strip()
    try:
        root: Element = ElementTree.fromstring(body, forbid_dtd=True)
    except ParseError as error:
        if _UTF8_PROLOG.match(body):
            decoded(body)
        raise UnreadableError(Reason.BAD_XML, f"no XML: {_brief(error)}") from error
    except (ValueError, LookupError) as error:  # entities, a document type, an encoding nobody knows
        raise UnreadableError(Reason.BAD_XML, f"refused XML: {_brief(error) or 'a document type'}") from error
    return root


def xml_bytes(element: Element, message: Message) -> bytes:
    """One element as XML of its own; else the whole message."""
    try:
        return bytes(tostring(element, encoding="utf-8"))
    except RecursionError:
        return message.body


def looks_like_xml(body: bytes) -> bool:
    """Whether a body is XML, whatever its content type claims."""
    start = _headless(body)[:256]
    encoding = next((name for bom, name in _BOMS if start.startswith(bom)), "utf-8")
    return start.decode(encoding, "ignore").lstrip("\ufeff \r\n\t").startswith("<")


def _brief(error: BaseException) -> str:
    return str(error)[:160]
