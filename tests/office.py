"""LibreOffice without a screen, and what a PDF says: as whoever opens our files will see them."""

import subprocess
from pathlib import Path

from tests.servers import program


def as_pdf(file: Path, profile: Path) -> Path:
    """The file opened by LibreOffice and printed; `profile` is its own folder, so that two may run."""
    subprocess.run(
        [
            program("soffice", "libreoffice-writer"), "--headless", f"-env:UserInstallation=file://{profile}",
            "--convert-to", "pdf", "--outdir", str(file.parent), str(file),
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return file.with_suffix(".pdf")


def text_of(pdf: Path) -> str:
    """As it is selected on the page, by poppler; pages end with a form feed."""
    done = subprocess.run(
        [program("pdftotext", "poppler-utils"), "-layout", str(pdf), "-"], check=True, capture_output=True
    )
    return done.stdout.decode()
