"""The review of returned copies in a browser: a page on this computer alone, on which a person confirms."""
