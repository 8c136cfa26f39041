"""The next reorganisation is an entry of a data file: it ends units, begins others and divides the land."""

from datetime import date
from pathlib import Path

import pytest

from dashboard.reorganisations import ReorganisationError
from dashboard.successions import History, history
from dashboard.units import seed_units

IDS = {unit.code: unit.id for unit in seed_units() if unit.level == "ward"}
SAI_GON, TAN_DINH, BEN_THANH = IDS["26740"], IDS["26737"], IDS["26743"]
EVE, DAY = date(2029, 12, 31), date(2030, 1, 1)
# Sài Gòn ends: three quarters of it make a new ward, the rest goes to Bến Thành; Tân Định gives it a tenth.
CHANGE = """
[[reorganisation]]
on = 2030-01-01
source = "made up"
units = [{ id = 1169, code = "30001", name = "Phường Mới", area_km2 = 2.4 }]

[[reorganisation.succession]]
from = "26740"
to = { 30001 = 0.75, 26743 = 0.25 }

[[reorganisation.succession]]
from = "26737"
to = { 26737 = 0.9, 30001 = 0.1 }
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "successions.toml"


def read(file: Path, text: str) -> History:
    file.write_text(text, "utf-8")
    return history(file)


def test_a_reorganisation_ends_units_and_begins_others(file: Path) -> None:
    known = read(file, CHANGE)
    units = {unit.id: unit for unit in known.units}
    assert (units[SAI_GON].valid_to, units[1169].valid_from, units[1169].parent_id) == (EVE, DAY, 1)
    assert units[TAN_DINH].valid_to is units[BEN_THANH].valid_to is None
    assert {unit.id for unit in known.map_at(EVE)} ^ {unit.id for unit in known.map_at(DAY)} == {
        SAI_GON,
        1169,
    }


def test_numbers_are_carried_over_it_in_both_directions(file: Path) -> None:
    known = read(file, CHANGE)
    assert dict(known.successors(SAI_GON, DAY)) == pytest.approx({BEN_THANH: 0.25, 1169: 0.75})
    carried, estimated = known.on_map({SAI_GON: 8.0, BEN_THANH: 1.0}, EVE, DAY)
    assert carried == pytest.approx({BEN_THANH: 3.0, 1169: 6.0})
    assert estimated
    # 3.04 km² × 0.75 of Sài Gòn and 1.23 km² × 0.1 of Tân Định make the new ward
    back = dict(known.successors(1169, EVE))
    assert back == pytest.approx({SAI_GON: 2.28 / 2.403, TAN_DINH: 0.123 / 2.403})
    for on in (date(2020, 1, 1), date(2021, 1, 1), EVE):
        assert sum(known.on_map({1169: 5.0}, DAY, on)[0].values()) == pytest.approx(5)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('from = "26740"', 'from = "99999"', "no unit of the map has the code '99999'"),
        ("26743 = 0.25", "99999 = 0.25", "no unit of the map has the code '99999'"),
        ("26743 = 0.25", "26743 = 0.3", "the shares of '26740' do not sum to 1"),
        ("id = 1169", "id = 1168", "the id 1168 is another unit's"),
        ('name = "Phường Mới"', 'nam = "Phường Mới"', "2030-01-01"),
        ('source = "made up"', "", "source"),
        ("30001 = 0.75, 26743 = 0.25", "26743 = 1", "is given no land"),
    ],
)
def test_an_entry_that_does_not_fit_is_refused_in_one_line(file: Path, old: str, new: str, said: str) -> None:
    text = CHANGE.replace("26737 = 0.9, 30001 = 0.1", "26737 = 1") if "is given" in said else CHANGE
    with pytest.raises(ReorganisationError) as refused:
        read(file, text.replace(old, new))
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_the_file_as_shipped_changes_nothing_yet() -> None:
    assert max(unit.id for unit in history().map_at(date(2100, 1, 1))) == 1168
