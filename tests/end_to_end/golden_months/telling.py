"""How the golden months are written down: messages in their wire form, and what each case adds by hand.

`adds` has a line a month: "2026-01 received late_minutes=90" adds 1 and 90 to figures that begin with the
case's `prefix`. Nothing here is worked out by the program.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

Amounts = dict[tuple[str, str], float]  # by month and figure


@dataclass(frozen=True, slots=True)
class Sent:
    """One message as it reaches its feed."""

    feed: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Case:
    """Messages that belong together, in the order in which they come; `why`: the rule that they try."""

    why: str
    sent: tuple[Sent, ...]
    adds: str
    prefix: str

    def amounts(self) -> Amounts:
        """What it adds to the months, as it is written."""
        made: Amounts = defaultdict(float)
        for line in self.adds.split("\n"):
            month, *figures = line.split() or [""]
            for figure in figures:
                name, _, amount = figure.partition("=")
                made[month, self.prefix + name] += float(amount or 1)
        return dict(made)


def text(feed: str, body: str) -> Sent:
    return Sent(feed, body.encode())


def dossier(number: str, status: str, /, **told: object) -> dict[str, object]:
    """A dossier of DongBoHoSoMC; keys that begin with Ngay may be written "2026-01-12 08:00"."""
    filled: dict[str, object] = {
        "MaHoSo": f"H29.26740-{number}",
        "MaTTHC": "9.000001",  # in no register: no service level, no statutory maximum
        "TrangThaiHoSo": status,
        "DonViXuLy": "Phường Sài Gòn",
        "KenhThucHien": "1",
    }
    return filled | {key: compact(key, value) for key, value in told.items()}


def compact(key: str, value: object) -> object:
    """yyyyMMddHHmmss of a date that is written for people."""
    if not key.startswith("Ngay") or not isinstance(value, str) or not value:
        return value
    return re.sub(r"\D", "", value).ljust(14, "0")


def supplement(asked: str, answered: str = "", due: str = "") -> dict[str, object]:
    """An entry of DanhSachHoSoBoSung; `due`: the date that the office set anew."""
    told = {"NgayBoSung": asked, "NgayTiepNhanBoSung": answered, "NgayHenTraMoi": due}
    return {"HoSoBoSungId": "1"} | {key: compact(key, value) for key, value in told.items()}


def envelope(*dossiers: dict[str, object], office: str = "H29") -> Sent:
    body = {"session": "s", "madonvi": office, "isUpdating": "True", "service": "DongBoHoSoMC"}
    return text("dossiers", json.dumps(body | {"data": list(dossiers)}, ensure_ascii=False))


def bare(told: object) -> Sent:
    """Without an envelope: a list of dossiers, or one alone."""
    return text("dossiers", json.dumps(told, ensure_ascii=False))


def of_dossier(why: str, told: dict[str, object] | Iterable[Sent], adds: str) -> Case:
    """One dossier; its messages where there are more than one."""
    sent = (envelope(told),) if isinstance(told, dict) else tuple(told)
    return Case(why, sent, adds, "dossiers_")
