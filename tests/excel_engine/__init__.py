"""An Excel of our own for the tests: an xlwings engine over openpyxl workbooks."""
