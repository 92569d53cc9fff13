"""Keeps the shapes of texts from one paper to the next, within a module of tests."""

from collections.abc import Iterator

import pytest

from exportdesk.documents import page, text


@pytest.fixture(autouse=True, scope="module")
def shapes_are_kept() -> Iterator[None]:
    """Keep what was shaped for one paper of a module for the next: they say much of the same.

    The program lets go of it after each paper, for it can be megabytes.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(page, "forget", lambda: None)
        yield
    text.forget()
