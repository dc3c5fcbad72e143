"""Files: what comes in is guarded and read; what goes out is written beside it. Spreadsheet libraries live here."""
