"""A CSV of devices is read whole or refused with the line that is wrong."""

from pathlib import Path

import pytest

from collectors.feedfile.checks import WrongKeyError
from collectors.feedfile.devices import read_devices
from dashboard.records import Device, DeviceKind

HEAD = "external_id,name,lat,lon,unit,quantity,period,level_1,level_2,level_3\n"


def read(folder: Path, text: str, kind: str = "flood") -> list[Device]:
    path = folder / "gauges.csv"
    path.write_text(text, encoding="utf-8")
    return read_devices(path, kind)


def test_a_device_is_read_with_all_that_the_file_says(tmp_path: Path) -> None:
    (gauge, camera) = read(
        tmp_path,
        "\ufeff" + HEAD + 'S-07,"Calmette, cầu",10.767,106.695,26740,level,60,0.2,0.4,0.6\nS-08,,,,,,,,,\n',
    )
    assert gauge == Device(
        external_id="S-07",
        kind=DeviceKind.GAUGE,
        name="Calmette, cầu",
        lat=10.767,
        lon=106.695,
        unit="26740",
        quantity="level",
        period=60.0,
        alarm_levels=(0.2, 0.4, 0.6),
    )
    assert camera == Device(external_id="S-08", kind=DeviceKind.GAUGE)


def test_columns_may_be_few_and_in_any_order(tmp_path: Path) -> None:
    (panel,) = read(tmp_path, "lon,lat,external_id\n106.7,10.8,P-1\n", "fire")
    assert panel == Device(external_id="P-1", kind=DeviceKind.PANEL, lat=10.8, lon=106.7)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "gauges.csv, line 1: no column 'external_id'"),
        ("external_id,nam\n", "gauges.csv, line 1: unknown column 'nam'; did you mean 'name'?"),
        (HEAD + "S-1,a\n", "gauges.csv, line 2: not 10 values"),
        ("external_id,lat,lon\nS-1,1,2\n,1,2\n", "gauges.csv, line 3: external_id: is empty"),
        ("external_id,lat,lon\nS-1,106.7,10.8\n", "line 2: lat: '106.7' is no number from -90 to 90"),
        ("external_id,lat,lon\nS-1,10.8,nan\n", "line 2: lon: 'nan' is no number"),
        ("external_id,lat,lon\nS-1,10.8,\n", "line 2: lat and lon go together"),
        ("external_id,quantity\nS-1,flow\n", "line 2: quantity: 'flow' is none of level, tide, rain"),
        ("external_id,period\nS-1,0\n", "line 2: period: '0' is no number from 1"),
        ("external_id,level_1,level_2\nS-1,0.4,0.2\n", "line 2: level_1, level_2 and level_3 rise"),
        ("external_id,level_1,level_2\nS-1,,0.2\n", "line 2: level_1, level_2 and level_3 rise"),
        ("external_id\nS-1\nS-1\n", "gauges.csv, line 3: there are two 'S-1'"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(WrongKeyError) as caught:
        read(tmp_path, text)
    assert said in caught.value.sentence
    assert caught.value.key == "devices"


def test_a_file_that_is_no_csv_or_not_there_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(b"external_id\n\xff\n")
    for name in ("x.csv", "nowhere.csv"):
        with pytest.raises(WrongKeyError, match=name):
            read_devices(tmp_path / name, "flood")
