"""Whoever asks: the command line, Excel, LibreOffice. They translate a wish into a job, and nothing more."""
