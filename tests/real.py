"""Finds the real control lists, which are kept outside the repository."""

import os
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
VARIABLE = "EXPORTDESK_SHARED"


def shared() -> Path:
    """Return the folder that holds the real lists, whether it exists or not."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else CHECKOUT.parent / "shared"


def real(path: str) -> Path:
    """Return the real file `path`, as in `real("lists/us-csl/file.csv.gz")`; skip where absent."""
    found = shared() / path
    if not found.exists():
        pytest.skip(f"the real file {path} is not here; set {VARIABLE} to the folder that has it")
    return found
