"""What holds for all tests."""

from __future__ import annotations

import os
import shutil
import sys
from importlib.util import find_spec

import pytest
from hypothesis import settings

from office import DEBIAN_PACKAGES

if find_spec("uno") is None:
    sys.path.append(DEBIAN_PACKAGES)  # before src is searched for doctests: modules that import uno must not fail there

settings.register_profile("arxl", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("arxl")

NEEDED_IN_CI = ("soffice", "qpdf")


def pytest_sessionstart() -> None:
    """A developer's run skips what a missing program would show; CI must not."""
    missing = [program for program in NEEDED_IN_CI if shutil.which(program) is None]
    missing += [] if _loads_uno() else ["python3-uno"]
    if os.environ.get("ARXL_CI") and missing:
        pytest.exit(f"CI needs {', '.join(missing)}: .ci/run installs them.", returncode=1)


def _loads_uno() -> bool:
    try:
        import uno  # noqa: F401  # it is found wherever its file lies, and loads in its own Python alone
    except ImportError:
        return False
    return True
