"""A digest in words: plain, short enough first, and no claim that the numbers do not carry."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from dashboard.digest import texts
from dashboard.digest.body import Body, Night, Overdue, Promise, Silent, Told, Turn, Why
from dashboard.i18n import translator
from dashboard.outbox.texts import LONGEST

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
VI, EN = translator("vi"), translator("en")
MADE = datetime(2025, 11, 5, 23, 30, tzinfo=UTC)
ONLINE = Promise(kpi="online_share", state="missed", value=48.25, target=80.0, year=2025, source="766/QĐ-TTg")
MET = Promise(kpi="on_time_share", state="met", value=97.0, target=95.0, year=2025)
MUTE = Promise(kpi="complaints_48h_share", state="no_data", value=None, target=100.0, year=2025)


def body(**told: object) -> Body:
    quiet = Night(
        since=datetime(2025, 11, 5, 11, tzinfo=UTC), opened=0, by_severity={}, resolved=0, open_now=0,
        unacknowledged=0, told=(),
    )  # fmt: skip
    whole: dict[str, object] = {
        "day": date(2025, 11, 6), "made_at": MADE, "promises": (MET,), "overdue": (),
        "dossiers_silent": False, "night": quiet, "silent": (),
    }  # fmt: skip
    return Body.model_validate(whole | told)


def test_the_first_line_counts_what_is_not_as_promised() -> None:
    told = body(promises=(ONLINE, MUTE, MET), silent=(Silent(name="flood", title="Ngập", spoke_at=None),))
    assert texts.title(VI, told) == (
        "Bản tin ngày 06/11/2025: 1 chỉ tiêu chưa đạt, 1 chỉ tiêu chưa đủ số liệu, 1 nguồn mất tín hiệu"
    )
    assert texts.title(EN, body()) == "Digest of 06/11/2025: nothing off track"


def test_the_first_line_is_one_sms() -> None:
    full = body(promises=(ONLINE,) * 200, silent=(Silent(name="x", title="x" * 300, spoke_at=None),) * 50)
    assert len(texts.title(VI, full)) <= LONGEST


def test_a_promise_is_told_with_value_target_and_state_and_one_without_data_with_a_dash() -> None:
    assert texts.promise(VI, ONLINE).endswith("48,3\xa0% (chỉ tiêu 80\xa0% năm 2025) – chưa đạt")
    assert ": – (chỉ tiêu 100\xa0%" in texts.promise(VI, MUTE)
    own = ONLINE.model_copy(update={"reference": True})
    assert "mức tham chiếu 80\xa0%" in texts.promise(VI, own)


def test_a_unit_is_told_with_its_fields_and_causes_only_where_they_were_counted() -> None:
    one = Overdue(
        unit="Phường Sài Gòn", address="26740", overdue=1240, open=4000,
        fields=(Why(name="Đất đai", count=20),), causes={"intake": 3, "processing": 12},
    )  # fmt: skip
    told = texts.overdue(VI, one)
    assert told.startswith(
        "Phường Sài Gòn: 1.240 hồ sơ quá hạn trên 4.000 đang giải quyết; nhiều nhất: Đất đai (20)"
    )
    assert told.endswith("xử lý của cơ quan (12), tiếp nhận chậm (3)")
    assert ";" not in texts.overdue(VI, one.model_copy(update={"fields": (), "causes": {}}))


def test_the_night_is_told_with_times_of_the_city_and_the_link_stands_last() -> None:
    fire = Told(
        id=7, kind="fire", severity="severe", subject="Chợ Bến Thành", unit="Phường Sài Gòn",
        opened_at=datetime(2025, 11, 5, 20, 0, tzinfo=UTC), resolved_at=None,
    )  # fmt: skip
    night = Night(
        since=datetime(2025, 11, 5, 11, tzinfo=UTC), opened=1, by_severity={"severe": 1}, resolved=0,
        open_now=2, unacknowledged=1, told=(fire,),
    )  # fmt: skip
    lines = texts.text(VI, body(night=night), ZONE, "https://ops.example.vn/").splitlines()
    assert any(line.startswith("– 03:00 06/11/2025 Chợ Bến Thành, Phường Sài Gòn (") for line in lines)
    assert lines[-1] == "https://ops.example.vn/digest/2025-11-06"


def test_more_than_five_of_a_kind_are_counted_and_not_left_out_in_silence() -> None:
    feeds = tuple(Silent(name=f"f{n}", title=f"Nguồn {n}", spoke_at=None) for n in range(8))
    told = texts.text(VI, body(silent=feeds), ZONE, "")
    assert "Nguồn 4" in told
    assert "Nguồn 5" not in told
    assert "3" in told.splitlines()[-1]


def test_a_turn_says_from_what_to_what() -> None:
    turn = Turn(kpi="online_share", before="at_risk", now=ONLINE, since=MADE, made_at=MADE)
    assert texts.turn_title(VI, turn).endswith(": từ có nguy cơ sang chưa đạt")
    assert (
        texts.turn_text(VI, turn, ZONE, "https://ops.example.vn")
        .splitlines()[-1]
        .endswith("/kpi/online_share")
    )
