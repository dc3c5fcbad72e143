"""Six languages: labels, papers and messages by gettext; amounts and dates by Babel."""
