"""Common reasons of a decision, and what the data says against them."""

from collections.abc import Callable, Mapping

from exportdesk.core.i18n import _
from exportdesk.core.i18n import mark as _m
from exportdesk.core.matches import Feature, Match, Reason, Relation
from exportdesk.core.parties import Party
from exportdesk.core.screenings import Verdict

_COMMON = _m("Only a common word agrees")
_COUNTRY, _ADDRESS = _m("Different country"), _m("Different address")
_DATE_OR_NUMBER = _m("Different birth date or number")
_SAME_NUMBER, _SAME_ADDRESS = _m("Same identifier"), _m("Same name and address")
_REASONS: Mapping[Verdict, tuple[str, ...]] = {
    Verdict.NOT_SAME: (
        _COMMON,
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

# What a reason speaks of, which is told only where the party has it.
_NEEDS: Mapping[str, Callable[[Party], object]] = {
    _COUNTRY: lambda ours: ours.countries,
    _ADDRESS: lambda ours: ours.addresses,
    _SAME_ADDRESS: lambda ours: ours.addresses,
    _DATE_OR_NUMBER: lambda ours: ours.identifier,
    _SAME_NUMBER: lambda ours: ours.identifier,
}
_NONE_OF_OURS: Mapping[Feature | None, str] = {
    Feature.COUNTRY: _m("But no country of your party is given here."),
    Feature.ADDRESS: _m("But no address of your party is given here."),
    Feature.IDENTIFIER: _m("But no identifier of your party is given here."),
}
_NONE_OF_THEIRS: Mapping[Feature | None, str] = {
    Feature.ADDRESS: _m("But the list gives no address to compare with."),
    Feature.IDENTIFIER: _m("But the list gives no identifier to compare with."),
}
_AGAIN = _m("Decide again to keep it all the same.")

_COUNTS_LITTLE = (Relation.GENERIC, Relation.MISSING, Relation.EXTRA, Relation.DIFFERS)
_MORE_THAN_COMMON = 50.0
"""So many of a name's 100 points from words that tell something are more than a common word."""

_BEYOND_NAMES = (_DATE_OR_NUMBER,)


def common_reasons(verdict: Verdict) -> list[str]:
    """Return the reasons that are often given for a verdict."""
    return [_(reason) for reason in _REASONS[verdict]]


def objection(reason: str, match: Match, ours: Party, country_name: Callable[[str], str]) -> str:
    """Return what the data says against a common reason as it stands; "" where it does not.

    `ours` is the party the match is of. The reason may be right all the same: the person knows
    more than the list.
    """
    told = {_(one): one for one in (*_AGAINST, *_FOR)}.get(reason.strip(), "")
    feature = _AGAINST.get(told) or _FOR.get(told)
    met = {one.relation: one for one in match.reasons if one.feature is feature}
    if told in _NEEDS and not _NEEDS[told](ours):
        return f"{_(_NONE_OF_OURS[feature])} {_(_AGAIN)}"
    if told in _FOR and Relation.NOT_GIVEN in met:
        return f"{_(_NONE_OF_THEIRS[feature])} {_(_AGAIN)}"
    if reason.strip() == _(_COMMON):
        return _more_than_common(match)
    found = met.get(Relation.SAME if told in _AGAINST else Relation.DIFFERS)
    if found is None:
        return ""
    said = _("But by the data they agree: {both}.")
    if found.relation is Relation.DIFFERS:
        said = _("But by the data they differ: {both}.")
    return f"{said.format(both=_both(found, country_name))} {_(_AGAIN)}"


def _more_than_common(match: Match) -> str:
    telling = [
        one
        for one in match.reasons
        if one.feature is Feature.NAME and one.relation not in _COUNTS_LITTLE
    ]
    if sum(one.effect for one in telling) < _MORE_THAN_COMMON:
        return ""
    words = " ".join(one.ours for one in telling)
    said = _("But more than a common word agrees: {words}.").format(words=words)
    return f"{said} {_(_AGAIN)}"


def _both(found: Reason, country_name: Callable[[str], str]) -> str:
    ours, theirs = found.ours, found.theirs
    if found.feature is Feature.COUNTRY:
        ours, theirs = (
            ", ".join(country_name(code.strip()) for code in side.split(",") if code.strip())
            for side in (ours, theirs)
        )
    return ours if ours == theirs else f"{ours} / {theirs}"


def name_reasons() -> list[str]:
    """Return the reasons that are often given where nothing but a name was looked at."""
    return [_(reason) for reason in _REASONS[Verdict.NOT_SAME] if reason not in _BEYOND_NAMES]
