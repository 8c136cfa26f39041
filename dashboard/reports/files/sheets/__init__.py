"""The sheets of a report's workbook."""
