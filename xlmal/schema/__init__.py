"""What a workbook looks like: sheets, tables and columns, each bound to the domain."""
