"""Common reasons of a decision, and what the verdict that it is the same party is called."""

from collections.abc import Callable, Mapping

from exportdesk.core.i18n import _
from exportdesk.core.i18n import mark as _m
from exportdesk.core.matches import Feature, Match, Relation
from exportdesk.core.screenings import Verdict
from exportdesk.rulebook import Consequence, ListMeaning

_COUNTRY, _ADDRESS = _m("Different country"), _m("Different address")
_DATE_OR_NUMBER = _m("Different birth date or number")
_SAME_NUMBER, _SAME_ADDRESS = _m("Same identifier"), _m("Same name and address")
_REASONS: Mapping[Verdict, tuple[str, ...]] = {
    Verdict.NOT_SAME: (
        _m("Only a common word agrees"),
        _COUNTRY,
        _ADDRESS,
        _DATE_OR_NUMBER,
        _m("Different line of business"),
    ),
    Verdict.RESEARCH: (
        _m("Ask for an identifier"),
        _m("Ask for owners and directors"),
        _m("Check the address"),
        _m("Ask the agency or counsel"),
    ),
    Verdict.SAME: (
        _SAME_ADDRESS,
        _SAME_NUMBER,
        _m("The customer confirmed it"),
        _m("Nothing sets them apart"),
    ),
}

_AGAINST: Mapping[str, Feature] = {
    _COUNTRY: Feature.COUNTRY,
    _ADDRESS: Feature.ADDRESS,
    _DATE_OR_NUMBER: Feature.IDENTIFIER,
}
_FOR: Mapping[str, Feature] = {
    _SAME_ADDRESS: Feature.ADDRESS,
    _SAME_NUMBER: Feature.IDENTIFIER,
}


_BEYOND_NAMES = (_DATE_OR_NUMBER,)


def common_reasons(verdict: Verdict) -> list[str]:
    """Return the reasons that are often given for a verdict."""
    return [_(reason) for reason in _REASONS[verdict]]


def objection(reason: str, match: Match, country_name: Callable[[str], str]) -> str:
    """Return what the data says against a common reason as it stands; "" where it does not.

    It may be right all the same: the person knows more than the list.
    """
    told = {_(one): one for one in (*_AGAINST, *_FOR)}.get(reason.strip(), "")
    relation = Relation.SAME if told in _AGAINST else Relation.DIFFERS
    feature = _AGAINST.get(told) or _FOR.get(told)
    found = next(
        (one for one in match.reasons if one.feature is feature and one.relation is relation), None
    )
    if found is None:
        return ""
    ours, theirs = found.ours, found.theirs
    if feature is Feature.COUNTRY:
        ours, theirs = (
            ", ".join(country_name(code.strip()) for code in side.split(",") if code.strip())
            for side in (ours, theirs)
        )
    said = _("But by the data they agree: {ours}; {theirs}. Decide again to keep it all the same.")
    if relation is Relation.DIFFERS:
        said = _("But by the data they differ: {ours}; {theirs}. Decide again to keep it so.")
    return said.format(ours=ours, theirs=theirs)


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
