"""The color that a paper is accented with while it is drawn: the program's, or the company's."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from exportdesk.documents.tokens import ACCENT, TONES, Tone

_DRAWN_WITH: ContextVar[str] = ContextVar("accent", default=ACCENT)


def accent() -> str:
    """Return the color in use on this thread."""
    return _DRAWN_WITH.get()


@contextmanager
def accented(color: str) -> Iterator[None]:
    """Use a color (#RRGGBB) as accent, the program's own where it is empty."""
    token = _DRAWN_WITH.set(color or ACCENT)
    try:
        yield
    finally:
        _DRAWN_WITH.reset(token)


def tone_colors(tone: Tone) -> tuple[str, str]:
    """Return the ink and the soft background of a tone."""
    ink, soft = TONES[tone]
    return (accent() if tone == "accent" else ink), soft
