"""What is written beside the code says what the code says."""

import re
import subprocess
from pathlib import Path

import pytest

from dashboard.kpis import KPIS
from dashboard.settings import Settings

ROOT = Path(__file__).resolve().parents[1]


def text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def committed() -> list[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [name for name in listed.splitlines() if (ROOT / name).is_file()]


def test_the_example_lists_every_setting_and_no_other() -> None:
    listed = re.findall(r"^#?(OPS_[A-Z_]+)=", text(".env.example"), re.MULTILINE)
    assert sorted(listed) == sorted(f"OPS_{name.upper()}" for name in Settings.model_fields)


def test_the_example_shows_the_defaults(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    example = tmp_path / ".env"
    example.write_text("\n".join(re.findall(r"^#(OPS_[A-Z_]+=.+)$", text(".env.example"), re.MULTILINE)))
    shown = Settings(_env_file=example)
    defaults = Settings(_env_file=None)
    assert shown == defaults


def test_the_readme_names_every_target_of_make() -> None:
    readme = text("README.md")
    targets = re.findall(r"^([a-z-]+):.*## ", text("Makefile"), re.MULTILINE)
    assert targets
    assert [target for target in targets if f"make {target}" not in readme] == []


def test_every_kpi_is_explained() -> None:
    explained = "".join(path.read_text("utf-8") for path in (ROOT / "docs").glob("*.md"))
    assert [kpi.key for kpi in KPIS if kpi.key not in explained] == []


def test_every_link_between_the_documents_leads_somewhere() -> None:
    links = [
        (ROOT / name, target)
        for name in committed()
        if name.endswith(".md")
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text(name))
    ]
    broken = [f"{page.name}: {target}" for page, target in links if not (page.parent / target).exists()]
    assert broken == []


def test_no_committed_file_names_a_registry_or_a_place_on_one_machine() -> None:
    # put together from pieces so that this file is not the first to be found
    words = (
        "py" + "pi.org",
        "python" + "hosted.org",
        "npm" + "js.org",
        "deb.deb" + "ian.org",
        "/wo" + "rk/",
        "/ro" + "ot/",
    )
    texts = [name for name in committed() if not name.endswith((".woff2", ".ttf", ".png", ".ico"))]
    assert [f"{name}: {word}" for name in texts for word in words if word in text(name)] == []
