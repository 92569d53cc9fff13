"""The command line in Spanish: help, click's own words, what is wrong; never what scripts read."""

import json
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from exportdesk.cli.program import program
from exportdesk.cli.spoken import OF_CLICK
from exportdesk.core import i18n
from installer.messages import messages
from tests.cli.calling import call


@pytest.fixture(autouse=True)
def _spanish(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(i18n.OVERRIDE, "es")
    yield
    monkeypatch.delenv(i18n.OVERRIDE)
    i18n.speak("en")
