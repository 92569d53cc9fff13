"""The UK Sanctions List: one designation of it, in any published shape, as a listing."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from exportdesk.core.ids import ListingUid
from exportdesk.core.listings import Address, Identifier, ListedName, Listing, NameRole
from exportdesk.core.parties import PartyKind
from exportdesk.lists.catalogue import UNNAMED
from exportdesk.lists.dates import day_first
from exportdesk.lists.documents import Row, SkippedRow
from exportdesk.lists.files import Context
from exportdesk.lists.scripts import is_latin
from exportdesk.lists.text import plain
from exportdesk.lists.uids import Uids, hashed
from exportdesk.lists.uk_names import original_names

_KINDS = {
    "individual": PartyKind.PERSON,
    "entity": PartyKind.ORGANIZATION,
    "ship": PartyKind.VESSEL,
}
_PRIMARY = frozenset({"primary name", "prime alias"})
_NUMBERED = re.compile(r"\(\d+\)")
_IN_PARENTHESES = re.compile(r"\s*\([^()]*\)\s*$")

# What is told of a designation and identifies nobody: shown as remarks.
_SHOWN = {
    "current owner/operator (s)": "Current owner/operator",
    "previous owner/operator (s)": "Previous owner/operator",
    "current believed flag of ship": "Current believed flag",
    "previous flags": "Previous flag",
    "type of ship": "Type of ship",
    "tonnage of ship": "Tonnage",
    "length of ship": "Length",
    "year built": "Year built",
    "type of entity": "Type of entity",
    "parent company": "Parent company",
    "subsidiaries": "Subsidiary",
}
_NUMBERS = {
    "business registration number (s)": "Business Registration Number",
    "hull identification number (hin)": "Hull Identification Number",
    "phone number": "Phone Number",
    "website": "Website",
    "email address": "Email Address",
}
_PROSE = frozenset({"other information", "uk statement of reasons", "regime name"})


@dataclass(frozen=True, slots=True)
class UkName:
    """One name as published: whole, with what it is said to be."""

    text: str
    type: str = ""
    strength: str = ""


@dataclass(frozen=True, slots=True)
class UkDocument:
    """A passport or an identity card: its number and what is said about it."""

    number: str
    about: str = ""


@dataclass(slots=True)
class UkEntry:
    """One designation as every shape gives it: everything once, in the order of the file.

    `told` is by the folded columns of the CSV.
    """

    names: dict[UkName, None] = field(default_factory=dict)
    originals: dict[str, None] = field(default_factory=dict)
    addresses: dict[tuple[str, ...], None] = field(default_factory=dict)
    passports: dict[UkDocument, None] = field(default_factory=dict)
    national: dict[UkDocument, None] = field(default_factory=dict)
    told: dict[str, dict[str, None]] = field(default_factory=dict)
    record: Mapping[str, object] = field(default_factory=dict)

    def add(self, column: str, text: str) -> None:
        """Note what a column tells, taken apart at its bars."""
        pieces = [text] if column in _PROSE else text.split("|")
        known = self.told.setdefault(column, {})
        known.update(dict.fromkeys(filter(None, map(plain, pieces))))

    def first(self, column: str) -> str:
        """Return the first thing a column tells, "" for nothing."""
        return next(iter(self.told.get(column, ())), "")

    def all(self, column: str) -> Sequence[str]:
        """Return everything a column tells."""
        return tuple(self.told.get(column, ()))


class UkListings:
    """Turns the designations of one file into listings, each with a uid of its own."""

    def __init__(self, context: Context, list_name: str = "") -> None:
        self._source = context.source
        self._country_code = context.country_code
        self._uids = Uids(context.source.key)
        known = context.source.lists[0] if context.source.lists else None
        self._list = known.code if known else UNNAMED
        self._list_name = list_name or (known.name if known else context.source.name)
        self.list_names = {self._list: [self._list_name]}

    def row(self, entry: UkEntry, more: Sequence[Identifier] = ()) -> Row:
        """Return the listing of a designation; one with neither name nor address is skipped."""
        names, notes = _names(entry)
        addresses = tuple(filter(None, map(self._address, entry.addresses)))
        if not names and not addresses:
            return SkippedRow("row-without-name")
        start = day_first(entry.first("date designated"))
        return Listing(
            uid=self._uid(entry, names, start),
            source=self._source.key,
            list=self._list,
            list_name=self._list_name,
            kind=_KINDS.get(entry.first("designation type").casefold(), PartyKind.UNKNOWN),
            names=names,
            addresses=addresses,
            identifiers=tuple(dict.fromkeys([*_identifiers(entry), *more])),
            countries=self._countries(entry, addresses),
            birth_dates=_unique(map(day_first, entry.all("d.o.b"))),
            programs=tuple(entry.all("regime name")),
            requirement="; ".join(entry.all("sanctions imposed")),
            start_date=start,
            title="; ".join(_unique([*entry.all("title"), *entry.all("position")])),
            remarks="; ".join(_remarks(entry, notes)),
            record=entry.record,
        )

    def _uid(self, entry: UkEntry, names: Sequence[ListedName], start: str) -> ListingUid:
        number = entry.first("unique id")
        if not number and entry.first("ofsi group id"):
            number = f"OFSI-{entry.first('ofsi group id')}"
        name = names[0].text if names else ""
        return self._uids.of(number or hashed(self._list, name, entry.first("regime name"), start))

    def _address(self, told: tuple[str, ...]) -> Address | None:
        """Return an address of six lines, a postal code and a country; None if it says no more."""
        *parts, postal_code, country = map(plain, told)
        if not any(parts) and not postal_code:
            return None
        return Address(
            text=", ".join(filter(None, [*parts, postal_code, country])),
            street=", ".join(filter(None, parts[:-1])),
            city=parts[-1],
            postal_code=postal_code,
            country=self._code(country),
        )

    def _countries(self, entry: UkEntry, addresses: Sequence[Address]) -> tuple[str, ...]:
        words = [told[-1] for told in entry.addresses]
        for text in entry.all("nationality(/ies)"):
            words += _NUMBERED.split(text)
        words += entry.all("current believed flag of ship")
        return _unique([*(a.country for a in addresses), *map(self._code, words)])

    def _code(self, word: str) -> str:
        word = plain(word)
        if not word:
            return ""
        return self._country_code(word) or self._country_code(_IN_PARENTHESES.sub("", word))


def _names(entry: UkEntry) -> tuple[tuple[ListedName, ...], list[str]]:
    """Return the names, a primary one first, and the notes that stood among them."""
    named = [name for name in entry.names if name.text]
    primary = next((one for one in named if plain(one.type).casefold() in _PRIMARY), None)
    roles = {primary.text: NameRole.PRIMARY} if primary else {}
    for name in named:
        weak = plain(name.strength).casefold().startswith("low")
        if roles.get(name.text, NameRole.WEAK_ALIAS) is NameRole.WEAK_ALIAS:
            roles[name.text] = NameRole.WEAK_ALIAS if weak else NameRole.ALIAS
    notes: list[str] = []
    for text in entry.originals:
        found, said = original_names(text)
        notes += said
        for name_text in found:
            roles.setdefault(name_text, NameRole.ALIAS)
    names = [ListedName(text, _role(text, role)) for text, role in roles.items()]
    if names and names[0].role is not NameRole.PRIMARY:
        names[0] = ListedName(names[0].text, NameRole.PRIMARY)
    return tuple(names), list(dict.fromkeys(notes))


def _role(text: str, role: NameRole) -> NameRole:
    if role is NameRole.PRIMARY or is_latin(text):
        return role
    return NameRole.ORIGINAL_SCRIPT


def _identifiers(entry: UkEntry) -> Iterable[Identifier]:
    for type_, column in (
        ("UK Sanctions Number", "unique id"),
        ("OFSI Group ID", "ofsi group id"),
        ("UN Reference Number", "un reference number"),
    ):
        yield from (Identifier(type_, number) for number in entry.all(column))
    for text in entry.all("imo number"):
        number = text.upper().removeprefix("IMO").strip(" :.")
        if number:
            yield Identifier("IMO Number", number)
    for type_, documents in (("Passport", entry.passports), ("National ID", entry.national)):
        yield from (Identifier(type_, one.number) for one in documents if one.number)
    for column, type_ in _NUMBERS.items():
        yield from (Identifier(type_, number) for number in entry.all(column))


def _remarks(entry: UkEntry, notes: Sequence[str]) -> list[str]:
    told = [*entry.all("other information"), *entry.all("uk statement of reasons")]
    for column, label in _SHOWN.items():
        if entry.all(column):
            told.append(f"{label}: {', '.join(entry.all(column))}")
    for label, documents in (("Passport", entry.passports), ("National ID", entry.national)):
        for one in documents:
            if one.about:
                told.append(f"{' '.join(filter(None, [label, one.number]))}: {one.about}")
    told += [f"Beside a name in its own script: {note}" for note in notes]
    return list(_unique(told))


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, texts)))
