"""The lock files hold all that the code imports and `pyproject.toml` asks for, pinned."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-uv.txt")
PRODUCT = ("dashboard", "collectors", "layouts", "web", "simulator", "migrations")
OURS = {*PRODUCT, "app", "tests", "benchmarks", "docs"}
BY_HAND = {"scipy"}  # dashboard/data/make_cartogram.py, which nobody runs but who moves the wards


def text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def locked(name: str) -> dict[str, list[Requirement]]:
    """Pinned packages of a lock file; one may stand there for several versions of Python."""
    lines = re.findall(r"^([a-z0-9].*?) \\$", text(name), re.MULTILINE)
    pins: dict[str, list[Requirement]] = {}
    for requirement in map(Requirement, lines):
        pins.setdefault(requirement.name, []).append(requirement)
    return pins


def imported(files: list[Path]) -> set[str]:
    """Names of the packages outside Python's own library that these files import."""
    names: set[str] = set()
    for path in files:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.partition(".")[0])
    return names - sys.stdlib_module_names - OURS - BY_HAND


def unlocked(files: list[Path], lock: str) -> list[str]:
    providers, pins = packages_distributions(), locked(lock)
    return sorted(
        name
        for name in imported(files)
        if not any(canonicalize_name(provider) in pins for provider in providers.get(name, []))
    )


def test_what_the_product_imports_is_locked() -> None:
    files = [path for folder in PRODUCT for path in (ROOT / folder).rglob("*.py")]
    assert unlocked([ROOT / "app.py", *files], "requirements.txt") == []


def test_what_tests_and_benchmarks_import_is_locked() -> None:
    files = [path for folder in ("tests", "benchmarks", "docs") for path in (ROOT / folder).rglob("*.py")]
    assert unlocked(files, "requirements-dev.txt") == []


def test_the_lock_files_hold_what_is_asked_for() -> None:
    project = tomllib.loads(text("pyproject.toml"))
    asked = {
        "requirements.txt": project["project"]["dependencies"],
        "requirements-dev.txt": project["project"]["dependencies"] + project["dependency-groups"]["dev"],
        "requirements-uv.txt": project["dependency-groups"]["install"],
    }
    for name, lines in asked.items():
        pins = locked(name)
        for wanted in map(Requirement, lines):
            for pin in pins[wanted.name]:
                (version,) = pin.specifier
                assert wanted.specifier.contains(version.version, prereleases=True), (
                    f"{name}: {wanted}; make lock"
                )


def test_the_tests_run_on_the_versions_that_the_product_runs_on() -> None:
    product, tests = locked("requirements.txt"), locked("requirements-dev.txt")
    assert [name for name, pins in product.items() if [*map(str, tests[name])] != [*map(str, pins)]] == []


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_pinned_by_hash(name: str) -> None:
    blocks = re.split(r"\n(?=\S)", text(name).strip())
    assert [block for block in blocks if "==" not in block or "--hash=sha256:" not in block] == []
