"""The file of figures: what the ready one holds, and the one line that is said of a wrong one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.figurecheck import fault_of
from dashboard.figurefile import FigureFileError, read
from dashboard.figures import BY_KEY as FIGURE
from dashboard.figures import told
from dashboard.i18n import catalogs, translator
from dashboard.kpis import BY_KEY
from dashboard.kpis.told import GROUPS, KPIS

ROOT = Path(__file__).parents[2]
OWN = """
[[group]]
key = "libraries"
name_vi = "Thư viện"
name_en = "Libraries"

[[figure]]
key = "books_lent"
name_vi = "Sách cho mượn"
name_en = "Books lent"

[[figure]]
key = "books_back"
name_vi = "Sách đã trả"
name_en = "Books given back"

[[kpi]]
key = "books_back_share"
name_vi = "Sách trả đúng hạn"
name_en = "Books back"
group = "libraries"
numerator = "books_back"
denominator = "books_lent"
unit = "%"
source = "Sở Văn hóa"
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "own.toml"
    path.write_text(text, "utf-8")
    return path


def fault(folder: Path, text: str) -> str:
    path = written(folder, text)
    try:
        own = read(path)
    except FigureFileError as error:
        return str(error)
    return fault_of(
        own,
        path,
        figures=[*FIGURE, *(one.key for one in own.figures)],
        kpis=[*BY_KEY, *(one.key for one in own.kpis)],
        groups=[*GROUPS, *(one.key for one in own.groups)],
    )


def test_the_ready_entries_cover_what_the_centers_watch() -> None:
    assert set(GROUPS) == {
        "work", "education", "health", "tourism", "security", "traffic", "urban_order", "planning", "queues",
        "apps", "bots", "archives", "data", "surveys", "index_published",
    }  # fmt: skip
    assert {kpi.group for kpi in KPIS} == set(GROUPS)


def test_every_ready_kpi_reads_figures_that_are_told_and_is_called_in_vietnamese() -> None:
    t = translator("vi")
    for entry, kpi in zip(told.ENTRIES.kpis, KPIS, strict=True):
        assert all(FIGURE[figure].counted_from == "told" for figure in entry.figures.values()), kpi.key
        assert t(kpi.name) == entry.name_vi
        assert t(kpi.formula_text) != kpi.formula_text
    assert t(BY_KEY["queue_wait"].formula_text) == "phút chờ tại quầy ÷ số thứ tự đã phục vụ"
    assert t("Minutes waited at the counter") == "Phút chờ tại quầy"


def test_no_name_of_a_ready_entry_means_something_else_on_another_page() -> None:
    held = (one for part in catalogs("vi") for one in part)
    others = {str(one.id): str(one.string) for one in held if one.id and not one.context}
    ours = told.ENTRIES.words("vi")
    assert {name: others[name] for name in ours.keys() & others.keys() if others[name] != ours[name]} == {}


def test_a_share_is_in_per_cent_and_an_average_is_as_it_is() -> None:
    by_key = {entry.key: entry for entry in told.ENTRIES.kpis}
    assert by_key["queue_wait"].factor == 1.0
    assert by_key["queue_booked_share"].factor == 100.0


def test_a_citys_own_file_adds_groups_figures_and_kpis(tmp_path: Path) -> None:
    assert fault(tmp_path, OWN) == ""
    own = read(written(tmp_path, OWN))
    assert own.words("vi")["Books back"] == "Sách trả đúng hạn"
    assert own.words("vi")["books given back ÷ books lent"] == "sách đã trả ÷ sách cho mượn"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"books_lent"', '"dossiers_received"', "figure 'dossiers_received': there is one"),
        ('key = "books_back_share"', 'key = "queue_wait"', "kpi 'queue_wait': there is one of this key"),
        ('group = "libraries"', 'group = "library"', "key 'group': there is no group 'library'; did you"),
        ('"books_back"\nd', '"books_bak"\nd', "no figure 'books_bak'; did you mean 'books_back'"),
        ('name_en = "Libraries"', 'name_e = "Libraries"', "group 'libraries': key 'name_e': unknown; did"),
        ('unit = "%"', 'unit = "percent"', "kpi 'books_back_share': key 'unit': Input should be"),
        ('key = "books_lent"', 'key = "Books-lent"', "figure 'Books-lent': key 'key': small letters"),
        ('denominator = "books_lent"\n', "", "numerator and denominator go together"),
        ('unit = "%"', 'unit = "%"\ncount = "books_lent"', "say either count, or numerator and denominator"),
        ('source = "Sở Văn hóa"', "", "key 'source': is missing"),
        ("[[group]]", "[group]", "write every one as a table of its own, [[group]]"),
        ("[[kpi]]", "[[kpis]]", "unknown table 'kpis'; did you mean 'kpi'?"),
        ("[[kpi]]", "[[kpi", "no TOML"),
        ('"Books lent"', '"Books {lent}"', "braces"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_told_in_one_line_that_names_the_entry(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert old in OWN
    line = fault(tmp_path, OWN.replace(old, new, 1))
    assert line.startswith("own.toml: ")
    assert said in line
    assert "\n" not in line


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FigureFileError, match=r"none\.toml: No such file"):
        read(tmp_path / "none.toml")


def started(folder: Path, *command: str, figures: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "OPS_FIGURES": str(figures), "OPS_DATA_DIR": str(folder)}
    environment["PYTHONPATH"] = str(ROOT)
    return subprocess.run(
        [sys.executable, *command], cwd=folder, env=environment, capture_output=True, text=True, timeout=60
    )


@pytest.mark.parametrize(
    "command",
    [(str(ROOT / "app.py"), "--demo"), ("-m", "collectors"), ("-c", "import app")],
    ids=["app.py", "collectors", "app:server"],
)
def test_a_wrong_file_stops_the_start_with_one_line(tmp_path: Path, command: tuple[str, ...]) -> None:
    wrong = written(tmp_path, OWN.replace('"books_lent"\nunit', '"books_len"\nunit'))
    done = started(tmp_path, *command, figures=wrong)
    assert done.returncode != 0
    assert done.stderr.strip() == (
        "OPS_FIGURES: own.toml: kpi 'books_back_share': key 'denominator': there is no figure 'books_len';"
        " did you mean 'books_lent'?"
    )


def test_a_citys_own_figures_and_kpis_stand_beside_the_ready_ones(tmp_path: Path) -> None:
    asked = (
        "from dashboard.settings import settings; settings();"
        "from dashboard.i18n import translator; from dashboard.kpis import BY_KEY;"
        "from dashboard.figures import BY_KEY as F; from dashboard.kpis.told import GROUPS;"
        "kpi = BY_KEY['books_back_share'];"
        "print(translator('vi')(kpi.name), GROUPS[kpi.group], F['books_lent'].counted_from, len(BY_KEY) > 60)"
    )
    done = started(tmp_path, "-c", asked, figures=written(tmp_path, OWN))
    assert (done.stderr, done.stdout) == ("", "Sách trả đúng hạn Libraries told True\n")
