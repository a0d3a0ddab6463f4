"""From the schema to a new workbook."""
