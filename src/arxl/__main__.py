"""`python -m arxl` is `arxl`."""

import sys

from arxl.hosts.cli import main

sys.exit(main())
