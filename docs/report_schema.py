"""Writes docs/schemas/report.schema.json anew from the model of a report: `python -m docs.report_schema`."""

from pathlib import Path

from dashboard.reports.files.json import schema

PAGE = Path(__file__).with_name("schemas") / "report.schema.json"

if __name__ == "__main__":
    PAGE.write_bytes(schema())
