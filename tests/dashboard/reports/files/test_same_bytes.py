"""The same document gives the same bytes on another machine: zone, locale, hashes and folder are others."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.reports.files import FORMATS
from tests.dashboard.reports.sample import sample

ROOT = Path(__file__).resolve().parents[4]
ELSEWHERE: tuple[dict[str, str], ...] = (
    {"TZ": "America/Los_Angeles", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "1", "PYTHONUTF8": "0"},
    {"TZ": "Asia/Tokyo", "LC_ALL": "vi_VN.UTF-8", "LANG": "vi_VN.UTF-8", "PYTHONHASHSEED": "2"},
    {"TZ": "Asia/Ho_Chi_Minh", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "PYTHONHASHSEED": "3"},
)
_PROGRAM = """
import sys
from hashlib import sha256
from pathlib import Path
from dashboard.reports.document import Document
from dashboard.reports.files import FORMATS, render
document = Document.read(Path(sys.argv[1]).read_bytes())
for one in FORMATS:
    first, again = (sha256(render(document, one.key)).hexdigest() for _ in range(2))
    assert first == again, one.key  # the first one of a process too
    print(one.key, first)
"""


def _hashes(stored: Path, folder: Path, elsewhere: dict[str, str]) -> dict[str, str]:
    folder.mkdir()
    home = {"HOME": str(folder), "PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"], "TMPDIR": str(folder)}
    told = subprocess.run(
        [sys.executable, "-W", "error", "-c", _PROGRAM, str(stored)],
        cwd=folder,
        env=home | elsewhere,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    return dict(line.split() for line in told.stdout.splitlines())


@pytest.mark.parametrize("issued", [True, False])
def test_every_file_is_the_same_whatever_zone_locale_and_folder_it_is_made_in(
    tmp_path: Path, issued: bool
) -> None:
    stored = tmp_path / "document.json"
    stored.write_bytes(sample(issued=issued).canonical())
    made = [_hashes(stored, tmp_path / str(n), where) for n, where in enumerate(ELSEWHERE)]
    assert set(made[0]) == {one.key for one in FORMATS}
    assert made[0] == made[1] == made[2]
