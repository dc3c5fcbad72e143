"""Putting arxl into the spreadsheet programs of this computer, taking it out, and finding what is wrong with it."""
