"""Common reasons of a decision, and what the verdict that it is the same party is called."""

from collections.abc import Mapping

from exportdesk.core.i18n import _
from exportdesk.core.i18n import mark as _m
from exportdesk.core.screenings import Verdict
from exportdesk.rulebook import Consequence, ListMeaning

_REASONS: Mapping[Verdict, tuple[str, ...]] = {
    Verdict.NOT_SAME: (
        _m("Only a common word agrees"),
        _m("Different country"),
        _m("Different address"),
        _m("Different birth date or number"),
        _m("Different line of business"),
    ),
    Verdict.RESEARCH: (
        _m("Ask for an identifier"),
        _m("Ask for owners and directors"),
        _m("Check the address"),
        _m("Ask the agency or counsel"),
    ),
    Verdict.SAME: (
        _m("Same name and address"),
        _m("Same identifier"),
        _m("The customer confirmed it"),
        _m("Nothing speaks against it"),
    ),
}


_BEYOND_NAMES = (_m("Different birth date or number"),)


def common_reasons(verdict: Verdict) -> list[str]:
    """Return the reasons that are often given for a verdict."""
    return [_(reason) for reason in _REASONS[verdict]]


def name_reasons() -> list[str]:
    """Return the reasons that are often given where nothing but a name was looked at."""
    return [_(reason) for reason in _REASONS[Verdict.NOT_SAME] if reason not in _BEYOND_NAMES]


def same_words(meaning: ListMeaning, *, history: bool) -> str:
    """Return the words of the verdict that it is the same party, by what follows from it."""
    if history:
        return _("Same party…")
    return {
        Consequence.BLOCK: _("Same party: stop…"),
        Consequence.HOLD_LICENSE: _("Same party: hold…"),
    }.get(meaning.consequence, _("Same party…"))
