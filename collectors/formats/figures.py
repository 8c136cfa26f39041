"""Figures that other systems tell ready-made: JSON or CSV, a line a figure or a column a figure.

Options: `columns`, `figures`, `unit`, `figure`, `ignore`, `decimal`; see docs/formats.md.
"""

from collectors.formats import Message, Options
from collectors.reading.figure_table import read_table
from collectors.reading.figure_values import Figures
from collectors.reading.items import each, encoded, whole
from dashboard.records import Record, Rejected


@whole
def read(message: Message, options: Options) -> list[Record | Rejected]:
    """Every row of the table; one that cannot be read, or of an unknown figure or unit, costs only itself."""
    table = read_table(message.body, options)
    figures = Figures(message, options, comma=table.delimiter in (";", "\t"))

    def encode(item: object, told: Message) -> bytes:
        return table.written(item) if table.delimiter and isinstance(item, dict) else encoded(item, told)

    return each(message, table.rows, lambda row: list(figures.read(row)), encode=encode)
