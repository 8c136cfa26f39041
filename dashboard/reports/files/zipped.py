"""A zipped office file whose bytes say nothing of when and where it was made."""

import io
from collections.abc import Callable, Mapping
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_WHEN = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip file can tell
_FIRST = ("mimetype", "[Content_Types].xml", "_rels/.rels")  # readers look for these at the beginning
_UNIX, _MODE = 3, 0o100644 << 16
_LEVEL = 6


def normalised(content: bytes, edits: Mapping[str, Callable[[bytes], bytes]] | None = None) -> bytes:
    """The same members in a fixed order, with one time, one mode and one compression.

    `edits`: what becomes of a member, by its name; "xl/charts/*" names all of a folder. Raises
    zipfile.BadZipFile for what is no zip file.
    """
    made = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(made, "w") as new:
        for name in sorted(old.namelist(), key=_place):
            info = ZipInfo(name, _WHEN)
            info.create_system, info.external_attr, info.compress_type = _UNIX, _MODE, ZIP_DEFLATED
            new.writestr(info, _edited(name, old.read(name), edits or {}), compresslevel=_LEVEL)
    return made.getvalue()


def _place(name: str) -> tuple[int, str]:
    return (_FIRST.index(name) if name in _FIRST else len(_FIRST)), name


def _edited(name: str, content: bytes, edits: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    edit = edits.get(name) or edits.get(f"{name.rpartition('/')[0]}/*")
    return edit(content) if edit else content
