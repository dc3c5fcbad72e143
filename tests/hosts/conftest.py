"""Fixtures of the command line: the same book and the same way of asking as in the stories."""

from __future__ import annotations

from ..scenarios.conftest import arxl, story

__all__ = ["arxl", "story"]
