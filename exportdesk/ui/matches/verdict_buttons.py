"""The buttons of the verdicts on a match: what they say, wherever they stand."""

from PySide6.QtWidgets import QPushButton

from exportdesk.core.i18n import _
from exportdesk.core.screenings import Verdict
from exportdesk.core.words import sentence
from exportdesk.rulebook import Consequence, ListMeaning
from exportdesk.ui.widgets import restyle


def verdict_words(verdict: Verdict) -> str:
    """Return what the button of a verdict says before its list is known."""
    return {
        Verdict.NOT_SAME: _("Not the same party…"),
        Verdict.RESEARCH: _("Needs research…"),
        Verdict.SAME: _("Same party…"),
    }[verdict]


def offer_same(
    made: QPushButton,
    meaning: ListMeaning | None,
    *,
    history: bool,
    letter: str = "",
    key: str = "",
) -> None:
    """Say on the button that it is the same party what follows from the list (None: no one list).

    `history`: the listing has run out and stops nothing. `letter` stands before the words, `key` in
    the hint after what it means.
    """
    consequence = None if meaning is None or history else meaning.consequence
    words = verdict_words(Verdict.SAME)
    if consequence is Consequence.BLOCK:
        words = _("Same party: stop…")
    elif consequence is Consequence.HOLD_LICENSE:
        words = _("Same party: hold…")
    made.setText(f"{letter}  {words}" if letter else words)
    stops = consequence is not None and consequence.stops
    means = "" if consequence is None else sentence(f"consequence-{consequence}-means")
    made.setAccessibleDescription(means)
    made.setToolTip(f"{means}\n{key}".strip())
    restyle(made, kind="danger" if stops else "")
