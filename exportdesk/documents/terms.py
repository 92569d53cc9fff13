"""The words papers use for stored choices."""

from collections.abc import Mapping

from exportdesk.core.i18n import _
from exportdesk.core.i18n import mark as _m
from exportdesk.core.matches import Strength
from exportdesk.core.screenings import Verdict
from exportdesk.core.words.choices import word
from exportdesk.documents.tokens import Tone

_VERDICTS: Mapping[Verdict, Tone] = {
    Verdict.NOT_SAME: "good",
    Verdict.RESEARCH: "caution",
    Verdict.SAME: "stop",
}
_CONSEQUENCES: Mapping[str, tuple[str, Tone]] = {
    "block": (_m("Stop"), "stop"),
    "hold_license": (_m("License likely required"), "stop"),
    "document": (_m("Statement needed"), "caution"),
    "review": (_m("Restricted"), "caution"),
    "red_flag": (_m("Red flag"), "caution"),
}
_STRENGTHS: Mapping[Strength, Tone] = {
    Strength.VERY_LIKELY: "stop",
    Strength.LIKELY: "stop",
    Strength.POSSIBLE: "caution",
    Strength.UNLIKELY: "neutral",
}
_STATUSES: Mapping[str, str] = {
    "verified": _m("checked against the published text"),
    "secondary": _m("taken from a secondary source; check the published text"),
    "unverified": _m("not yet checked against the published text: read that before you rely on it"),
}


def score(value: float) -> str:
    """Return a score as printed: without a needless fraction."""
    return f"{value:.1f}".removesuffix(".0")


def strength(value: Strength) -> Tone:
    """Return the tone of the chip of a match so strong: the one it has on screen."""
    return _STRENGTHS[value]


def verdict(value: Verdict | None) -> tuple[str, Tone]:
    """Return the words for a decision, None being none yet, and the tone of its chip."""
    return (_("Undecided"), "caution") if value is None else (word(value), _VERDICTS[value])


def consequence(value: str) -> tuple[str, Tone]:
    """Return the words for what a confirmed match asks for, and the tone of their chip."""
    words, tone = _CONSEQUENCES.get(value, (_m("Red flag"), "caution"))
    return _(words), tone


def status(value: str) -> str:
    """Return how far a statement about the rules has been checked."""
    return _(_STATUSES.get(value, _STATUSES["unverified"]))
