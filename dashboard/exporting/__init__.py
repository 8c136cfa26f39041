"""Tables as files: one typed table, rendered as CSV or a workbook; small ones at once, big ones as jobs."""

from dashboard.exporting.table import Column, Table

__all__ = ["Column", "Table"]
