"""A party of OFAC's lists, in whichever form it was read, as listings: one for each list."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from exportdesk.core.listings import Address, Identifier, ListedName, Listing, NameRole
from exportdesk.core.parties import PartyKind
from exportdesk.lists.catalogue import Source
from exportdesk.lists.csl import NOTE_TYPES
from exportdesk.lists.documents import SkippedRow
from exportdesk.lists.files import CountryCode
from exportdesk.lists.names import names_inside
from exportdesk.lists.ofac_lists import Membership, OfacLists
from exportdesk.lists.text import plain
from exportdesk.lists.uids import Uids, hashed

_KINDS = {
    "individual": PartyKind.PERSON,
    "entity": PartyKind.ORGANIZATION,
    "": PartyKind.ORGANIZATION,  # the CSV leaves the type of a company out
    "vessel": PartyKind.VESSEL,
    "aircraft": PartyKind.AIRCRAFT,
}
# What the CSV and the two XML files call the same thing.
_BIRTH = frozenset({"birthdate", "dob"})
_CALL_SIGN = frozenset({"vessel call sign", "call sign"})
_COUNTRY = frozenset({"nationality country", "nationality", "citizenship country", "citizen"})
_COUNTRY_TOO = frozenset({"vessel flag", "nationality of registration"})
_LABELS = {
    "place of birth": "Place of birth",
    "pob": "Place of birth",
    "nationality": "Nationality",
    "nationality country": "Nationality",
    "citizen": "Citizenship",
    "citizenship country": "Citizenship",
    "vessel type": "Vessel Type",
}
_NOTES = re.compile(
    NOTE_TYPES.pattern + r"|vessel (type|flag|owner|tonnage|gross registered tonnage|year)"
    r"|place of birth|pob$|location$|reliability|listing date|effective date|issuer",
    re.IGNORECASE,
)
_IMO = re.compile(r"IMO\s*(?:No\.?\s*)?(\d{7})", re.IGNORECASE)
_WITH_COUNTRY = re.compile(r"(.+?) \(([^()]+)\)")
_VESSEL_REGISTRATION = "vessel registration identification"


@dataclass(frozen=True, slots=True)
class Told:
    """One thing told of a party: what it is, its value, and a country where one is given."""

    type: str
    value: str
    country: str = ""


@dataclass(slots=True)
class OfacParty:
    """What any of OFAC's files tells of a party, as published. The first name is the primary."""

    number: str = ""
    type: str = ""
    names: list[ListedName] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    programs: list[str] = field(default_factory=list)
    authorities: list[str] = field(default_factory=list)
    title: str = ""
    remarks: list[str] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)
    record: Mapping[str, object] = field(default_factory=dict)


class OfacListings:
    """Turns the parties of one file into listings, each with a uid of its own."""

    def __init__(self, source: Source, country_code: CountryCode) -> None:
        self._source = source
        self._country_code = country_code
        self._uids = Uids(source.key)
        self.lists = OfacLists(source)
        self.list_names: dict[str, list[str]] = {}

    def rows(
        self, party: OfacParty, memberships: Sequence[Membership]
    ) -> Iterator[Listing | SkippedRow]:
        """Yield one listing for each list that `party` is on; at least one row."""
        names = _names(party.names)
        if not names and not party.addresses:
            yield SkippedRow("row-without-name")
            return
        facts = _Facts(self._country_code, party)
        for membership in memberships:
            code = self._code(membership)
            yield Listing(
                uid=self._uids.of(code, party.number or hashed(code, *(n.text for n in names))),
                source=self._source.key,
                list=code,
                list_name=membership.name,
                kind=_KINDS.get(party.type.casefold(), PartyKind.UNKNOWN),
                names=names,
                addresses=tuple(dict.fromkeys(party.addresses)),
                identifiers=facts.identifiers,
                countries=facts.countries,
                birth_dates=facts.birth_dates,
                programs=tuple(dict.fromkeys(party.programs)),
                citation="; ".join(dict.fromkeys(party.authorities)),
                start_date=membership.since,
                title=facts.title,
                remarks="; ".join(dict.fromkeys([*party.remarks, *facts.notes, *party.relations])),
                record=party.record,
            )

    def _code(self, membership: Membership) -> str:
        code = self.lists.code_of(membership)
        names = self.list_names.setdefault(code, [])
        if membership.name not in names:
            names.append(membership.name)
        return code


class _Facts:
    """What is told of a party, sorted out: identifiers, countries, dates, and notes for the rest.

    A note identifies nobody: kept as a remark, so that a number that somebody types is never
    compared with a gender.
    """

    def __init__(self, country_code: CountryCode, party: OfacParty) -> None:
        self._country_code = country_code
        self._identifiers: dict[Identifier, None] = {}
        self._countries = dict.fromkeys(address.country for address in party.addresses)
        self._birth_dates: dict[str, None] = {}
        self._titles = dict.fromkeys([party.title])
        self.notes: list[str] = []
        for told in party.told:
            self._add(told)
        if party.number:
            self._identifiers[Identifier("OFAC Number", party.number)] = None
        self._countries.pop("", None)
        self._titles.pop("", None)
        self.identifiers = tuple(self._identifiers)
        self.countries = tuple(self._countries)
        self.birth_dates = tuple(self._birth_dates)
        self.title = "; ".join(self._titles)

    def _add(self, told: Told) -> None:
        value = told.value
        label = told.type.rstrip(" :-")
        known = label.casefold()
        if not value:
            return
        if known in _BIRTH:
            self._birth_dates[exact_day(value)] = None
        elif known == "title":
            self._titles[value] = None
        elif known in _COUNTRY or known in _COUNTRY_TOO:
            code = self._country_code(value)
            self._countries[code] = None
            if not code or known in _COUNTRY_TOO:
                self._note(_LABELS.get(known, label), value)
        elif known == _VESSEL_REGISTRATION and (found := _IMO.fullmatch(value)):
            self._identifiers[Identifier("IMO Number", found[1])] = None
        elif known in _CALL_SIGN:
            self._identifiers[Identifier("Call sign", value)] = None
        elif not label or _NOTES.match(told.type):
            self._note(_LABELS.get(known, label), value)
        else:
            self._identifiers[self._identifier(label, value, told.country)] = None

    def _identifier(self, label: str, value: str, country: str) -> Identifier:
        """Return a number with its country, which may stand behind it in parentheses."""
        found = None if country else _WITH_COUNTRY.fullmatch(value)
        if found and (code := self._country_code(found[2])):
            return Identifier(label, found[1], code)
        return Identifier(label, value, self._country_code(country) if country else "")

    def _note(self, label: str, value: str) -> None:
        self.notes.append(f"{label}: {value}" if label else value)


def exact_day(text: str) -> str:
    """Return a whole date (`05 Jun 1950`) as ISO text, and any other as published."""
    try:
        return datetime.strptime(text, "%d %b %Y").date().isoformat()
    except ValueError:
        return text


def person_name(last: str, first: str) -> str:
    """Return a name as OFAC and the Consolidated Screening List write it: `LAST, First`."""
    return ", ".join(filter(None, (last, first)))


def address_of(
    street: Sequence[str],
    city: str,
    region: str,
    postal_code: str,
    country: str,
    country_code: CountryCode,
) -> Address | None:
    """Return an address, written on one line as the CSV writes it; None where nothing is told."""
    lines = ", ".join(filter(None, street))
    town = " ".join(filter(None, (", ".join(filter(None, (city, region))), postal_code)))
    whole = ", ".join(filter(None, (lines, town, country)))
    if not whole:
        return None
    return Address(whole, lines, city, region, postal_code, country_code(country))


def role_of(text: str, role: NameRole) -> NameRole:
    """Return the role of a name of which the script is not told: `role` if it is in Latin."""
    if text.isascii():
        return role
    letters = [c for c in text if c.isalpha()]
    latin = sum(1 for c in letters if unicodedata.name(c, "").startswith("LATIN"))
    return role if latin * 2 >= len(letters) else NameRole.ORIGINAL_SCRIPT


def _names(given: Sequence[ListedName]) -> tuple[ListedName, ...]:
    """Return the names, each text once, strong where it is both, and those written inside one."""
    found: dict[str, NameRole] = {}
    for name in given:
        text = plain(name.text)
        if text and found.get(text, NameRole.WEAK_ALIAS) is NameRole.WEAK_ALIAS:
            found[text] = name.role
    if found:
        found[next(iter(found))] = NameRole.PRIMARY
    for text in [inner for outer in found for inner in names_inside(outer)]:
        found.setdefault(text, NameRole.ALIAS)
    return tuple(ListedName(text, role) for text, role in found.items())
