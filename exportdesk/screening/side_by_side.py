"""Sets a party of ours and a listing side by side and tells, field by field, what agrees."""

from collections.abc import Iterable, Sequence

from exportdesk.core.comparisons import Agreement, Said, SideField, SideLine
from exportdesk.core.customers import Profile
from exportdesk.core.listings import Identifier, Listing
from exportdesk.core.matches import Feature, Match, Reason, Relation
from exportdesk.core.parties import PartyKind
from exportdesk.core.text import tidy
from exportdesk.screening.identifiers import IdKind, IdNumber, is_certain, keys_of, read_identifiers
from exportdesk.screening.normalize import read_name

_NOT_MET = frozenset({Relation.MISSING, Relation.EXTRA, Relation.DIFFERS, Relation.NOT_GIVEN})
_ADDRESSES = {
    Relation.SAME: Agreement.SAME,
    Relation.SAME_BUILDING: Agreement.PARTLY,
    Relation.SIMILAR: Agreement.PARTLY,
    Relation.DIFFERS: Agreement.DIFFERS,
}


def side_by_side(profile: Profile, listing: Listing, match: Match) -> tuple[SideLine, ...]:
    """Return every field of which one side says something."""
    lines = (
        _names(profile, listing, match),
        _kind(profile, listing),
        _countries(profile, listing),
        _addresses(profile, listing, match.reasons),
        _identifiers(profile, listing),
        _dates(profile, listing),
    )
    return tuple(line for line in lines if line.ours or line.theirs)


def _names(profile: Profile, listing: Listing, match: Match) -> SideLine:
    words_met = any(
        reason.feature is Feature.NAME and reason.relation not in _NOT_MET
        for reason in match.reasons
    )
    ours = [(one.text, _name_key(one.text)) for one in profile.names if one.text.strip()]
    theirs = [(one.text, _name_key(one.text)) for one in listing.names]
    same = {key for _text, key in ours} & {key for _text, key in theirs}
    # Without a whole name in common, what met are those that share a word with the one found.
    found = set(_name_key(match.matched_name)) if words_met else set()
    return SideLine(
        SideField.NAMES,
        tuple(Said(text, key in same or bool(found & set(key) and not same)) for text, key in ours),
        tuple(
            Said(text, key in same or (words_met and not same and text == match.matched_name))
            for text, key in theirs
        ),
        _missing(ours, theirs)
        or (Agreement.SAME if same else Agreement.PARTLY if words_met else Agreement.DIFFERS),
    )


def _name_key(text: str) -> tuple[str, ...]:
    return tuple(sorted(read_name(text).keys))


def _kind(profile: Profile, listing: Listing) -> SideLine:
    # An address that was listed says nothing of what its user is.
    unsaid = (PartyKind.UNKNOWN, PartyKind.ADDRESS)
    same = profile.kind is listing.kind
    ours = () if profile.kind in unsaid else (Said(profile.kind.value, same),)
    theirs = () if listing.kind in unsaid else (Said(listing.kind.value, same),)
    found = Agreement.SAME if same else Agreement.DIFFERS
    return SideLine(SideField.KIND, ours, theirs, _missing(ours, theirs) or found)


def _countries(profile: Profile, listing: Listing) -> SideLine:
    told = (*listing.countries, *(address.country for address in listing.addresses))
    theirs = tuple(dict.fromkeys(filter(None, told)))
    same = set(profile.countries) & set(theirs)
    return SideLine(
        SideField.COUNTRIES,
        tuple(Said(code, code in same) for code in profile.countries),
        tuple(Said(code, code in same) for code in theirs),
        _missing(profile.countries, theirs) or (Agreement.SAME if same else Agreement.DIFFERS),
    )


def _addresses(profile: Profile, listing: Listing, reasons: Sequence[Reason]) -> SideLine:
    ours = tuple(dict.fromkeys(one.line for one in profile.addresses if one.line))
    # Many entries give a country as their whole address.
    theirs = tuple(one.text for one in listing.addresses if one.text and _is_place(one.text))
    found = [reason for reason in reasons if reason.feature is Feature.ADDRESS]
    agreement = next(
        (_ADDRESSES[one.relation] for one in found if one.relation in _ADDRESSES), Agreement.UNLIKE
    )
    met = agreement in (Agreement.SAME, Agreement.PARTLY)
    mine, other = {one.ours for one in found}, {one.theirs for one in found}
    return SideLine(
        SideField.ADDRESSES,
        tuple(Said(text, met and (text in mine or len(ours) == 1)) for text in ours),
        tuple(Said(text, met and (text in other or len(theirs) == 1)) for text in theirs),
        _missing(ours, theirs) or agreement,
    )


def _is_place(text: str) -> bool:
    return len(text.strip()) > len("RU")


def _identifiers(profile: Profile, listing: Listing) -> SideLine:
    ours = [(one, _numbers(one)) for one in profile.identifiers]
    theirs = [(one, _numbers(one)) for one in listing.identifiers if _numbers(one)]
    met = [
        (mine, other)
        for mine, our_numbers in ours
        for other, their_numbers in theirs
        if _agree(our_numbers, their_numbers, mine.country or profile.country, listing)
    ]
    agreement = Agreement.SAME if met else _apart(ours, theirs)
    return SideLine(
        SideField.IDENTIFIERS,
        tuple(Said(_said(one), any(one is mine for mine, _ in met)) for one, _numbers_of in ours),
        tuple(
            Said(_said(one), any(one is other for _, other in met)) for one, _numbers_of in theirs
        ),
        _missing(ours, theirs) or agreement,
    )


def _numbers(identifier: Identifier) -> tuple[IdNumber, ...]:
    return read_identifiers(identifier.number, identifier.type)


def _agree(
    ours: Iterable[IdNumber], theirs: Iterable[IdNumber], our_country: str, listing: Listing
) -> bool:
    countries = listing.countries
    return any(
        set(keys_of(mine, our_country)) & set(keys_of(other))
        and is_certain(mine, other, our_country, countries)
        for mine in ours
        for other in theirs
    )


def _apart(
    ours: Sequence[tuple[Identifier, tuple[IdNumber, ...]]],
    theirs: Sequence[tuple[Identifier, tuple[IdNumber, ...]]],
) -> Agreement:
    """Tell numbers of one kind that differ from numbers that say nothing of each other."""
    kinds = [{n.kind for _one, numbers in side for n in numbers} for side in (ours, theirs)]
    shared = kinds[0] & kinds[1] - {IdKind.UNKNOWN}
    return Agreement.DIFFERS if shared else Agreement.UNLIKE


def _said(identifier: Identifier) -> str:
    return tidy(f"{identifier.type} {identifier.number}")


def _dates(profile: Profile, listing: Listing) -> SideLine:
    ours = (profile.formed_on,) if profile.formed_on else ()
    theirs = listing.birth_dates
    met = {text for text in theirs if ours and _same_day(ours[0], text)}
    return SideLine(
        SideField.DATES,
        tuple(Said(text, bool(met)) for text in ours),
        tuple(Said(text, text in met) for text in theirs),
        _missing(ours, theirs) or (Agreement.SAME if met else Agreement.DIFFERS),
    )


def _same_day(one: str, other: str) -> bool:
    """Whether two dates agree as far as both are known: "1968" and "1968-05-03" do."""
    return one.startswith(other) or other.startswith(one)


def _missing(ours: Sequence[object], theirs: Sequence[object]) -> Agreement | None:
    if ours and theirs:
        return None
    if ours:
        return Agreement.THEIRS_MISSING
    return Agreement.OURS_MISSING if theirs else Agreement.BOTH_MISSING
