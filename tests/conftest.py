"""What holds for all tests."""

from __future__ import annotations

import os
import shutil

import pytest

NEEDED_IN_CI = ("soffice", "qpdf")


def pytest_sessionstart() -> None:
    """A developer's run skips what a missing program would show; CI must not."""
    missing = [program for program in NEEDED_IN_CI if shutil.which(program) is None]
    if os.environ.get("ARXL_CI") and missing:
        pytest.exit(f"CI needs {', '.join(missing)}: .ci/run installs them.", returncode=1)
