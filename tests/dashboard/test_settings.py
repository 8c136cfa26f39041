"""Settings from the environment; a wrong one stops the start with one line."""

import pytest

from dashboard.settings import SettingsError, settings


@pytest.fixture(autouse=True)
def read_anew() -> None:
    settings.cache_clear()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OPS_PORT", "eighty"),
        ("OPS_PORT", "70000"),
        ("OPS_TIMEZONE", "Asia/Sài_Gòn"),
        ("OPS_LANGUAGE", "fr"),
        ("OPS_WORK_HOURS", "17:00-07:30"),
    ],
)
def test_a_wrong_setting_is_named_in_one_line(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as said:
        settings()
    assert str(said.value).startswith(f"{name}: ")
    assert "\n" not in str(said.value)
    settings.cache_clear()


def test_the_store_is_sqlite_in_the_data_folder_unless_said_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPS_DATA_DIR", "/tmp/somewhere")
    assert settings().store_url == "sqlite:////tmp/somewhere/ops.db"
    settings.cache_clear()
    monkeypatch.setenv("OPS_DATABASE_URL", "postgresql+psycopg://ops@db/ops")
    assert settings().store_url == "postgresql+psycopg://ops@db/ops"
    settings.cache_clear()
