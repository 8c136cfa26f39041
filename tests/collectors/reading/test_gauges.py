"""Quantities and units of gauges, and the bytes of those without a decoder."""

import pytest

from collectors.reading.codecs import decentlab_pr26, milesight
from collectors.reading.fields import UnreadableError
from collectors.reading.gauges import converted, quantity_of, said
from dashboard.records import Reason


@pytest.mark.parametrize(
    ("words", "unit", "quantity", "factor"),
    [
        ("Mực nước đường Calmette", "cm", "level", 0.01),
        ("Water level", "m", "level", 1.0),
        ("Water level", "Metres", "level", 1.0),
        ("Mực nước triều Phú An", "m", "tide", 1.0),
        ("Tidal level", "mm", "tide", 0.001),
        ("Lượng mưa", "mm", "rain", 1.0),
        ("Rainfall", "in", "rain", 25.4),
        ("Rainfall", "", "rain", 1.0),
        ("stage", "mASD", "level", 1.0),
    ],
)
def test_the_supplier_s_words_say_quantity_and_factor(
    words: str, unit: str, quantity: str, factor: float
) -> None:
    found, scale = quantity_of(words, unit)
    assert found == quantity
    assert scale == pytest.approx(factor)


def test_another_kind_of_unit_is_not_decoded() -> None:
    with pytest.raises(UnreadableError) as error:
        quantity_of("Temperature", "°C")
    assert error.value.reason is Reason.NOT_DECODED


def test_centimetres_become_round_metres() -> None:
    assert converted("57", "result", "level", 0.01) == 0.57


@pytest.mark.parametrize(
    ("value", "quantity"), [(-999, "level"), (-0.1, "rain"), (2001, "rain"), (51, "tide")]
)
def test_what_cannot_be_is_no_reading(value: float, quantity: str) -> None:
    with pytest.raises(UnreadableError) as error:
        converted(value, "result", quantity, 1.0)
    assert error.value.reason is Reason.BAD_NUMBER


def test_the_first_pattern_that_fits_counts() -> None:
    streams = {"S-1*": {"quantity": "tide", "scale": 0.01}, "S-*": {"quantity": "rain"}}
    assert said({"streams": streams}, "S-17") == ("tide", 0.01)
    assert said({"streams": streams}, "S-2") == ("rain", 1.0)
    assert said({"streams": streams, "quantity": "tide"}, "T-1") == ("tide", 1.0)


def test_milesight_s_channels_are_read_one_after_the_other() -> None:
    assert milesight(bytes.fromhex("0175640367f6ff03773200")) == {
        "battery": 100.0,
        "temperature": -1.0,
        "water_level": 50.0,
    }
    assert milesight(bytes.fromhex("04823a07050001"))["distance"] == 1850.0


@pytest.mark.parametrize("payload", ["01", "0175", "017564037732", "0199ff"])
def test_cut_or_unknown_channels_are_refused(payload: str) -> None:
    with pytest.raises(ValueError, match="byte"):
        milesight(bytes.fromhex(payload))


def test_decentlab_s_pressure_and_battery_are_read_by_their_flags() -> None:
    assert decentlab_pr26(bytes.fromhex("020001000348004b000c80")) == {
        "pressure": 0.0625,
        "temperature": pytest.approx(8.8),
        "battery_voltage": 3.2,
    }
    assert decentlab_pr26(bytes.fromhex("02000100020c80")) == {"battery_voltage": 3.2}


@pytest.mark.parametrize("payload", ["", "01000100020c80", "0200010003", "020001000f0c80"])
def test_another_protocol_or_length_is_refused(payload: str) -> None:
    with pytest.raises(ValueError, match=r"protocol|length"):
        decentlab_pr26(bytes.fromhex(payload))
