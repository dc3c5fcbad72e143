"""What the buttons do with the workbook that is open, whichever program has it open.

Written once against xlwings' public calls: Excel answers them itself, LibreOffice through `libreoffice.engine`. Neither
program is known here, but for the key that stops a run in Excel.
"""
