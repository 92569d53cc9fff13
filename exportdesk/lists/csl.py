"""The US Consolidated Screening List: one row of it, in either published shape, as a listing."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from exportdesk.core.ids import ListingUid
from exportdesk.core.listings import Address, Identifier, ListedName, Listing, NameRole
from exportdesk.core.parties import PartyKind
from exportdesk.lists.catalogue import UNNAMED, Source
from exportdesk.lists.files import CountryCode
from exportdesk.lists.names import names_inside
from exportdesk.lists.text import collapsed, iso_date, plain
from exportdesk.lists.uids import Uids, hashed

_KINDS = {
    "individual": PartyKind.PERSON,
    "entity": PartyKind.ORGANIZATION,
    "vessel": PartyKind.VESSEL,
    "aircraft": PartyKind.AIRCRAFT,
}
_ADDRESS_ENTRY = re.compile(r"Address \d+", re.IGNORECASE)
_OWN_SEMICOLON = re.compile(r";\s*")

# What the publisher puts among the ids and what identifies nobody: kept as remarks, so that a
# number that somebody types is never compared with a gender, and a new sanction note on a party
# does not make it look like another party.
NOTE_TYPES = re.compile(
    r".*[:-]$|gender$|target type|organization (type|established)|listing date|effective date"
    r"|purchase/sales|former vessel flag|other vessel (type|flag)|nationality of registration"
    r"|aircraft (model|manufacture date|operator)|issuer name|executive order|additional sanctions"
    r"|secondary sanctions|transactions prohibited|(ifca|peesa|caatsa)\b",
    re.IGNORECASE,
)
_REGISTRATION = "nationality of registration"


@dataclass(slots=True)
class CslRow:
    """One row as both shapes give it: text as published, lists taken apart."""

    source: str
    name: str
    number: str = ""
    type: str = ""
    citation: str = ""
    start_date: str = ""
    end_date: str = ""
    alt_names: list[str] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)
    programs: list[str] = field(default_factory=list)
    birth_dates: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    requirement: str = ""
    policy: str = ""
    title: str = ""
    remarks: str = ""
    url: str = ""
    call_sign: str = ""
    record: Mapping[str, object] = field(default_factory=dict)

    @property
    def is_blank(self) -> bool:
        """Whether the row names nobody and no place."""
        return not (self.name.strip() or self.addresses)


def csl_row(
    record: Mapping[str, object], addresses: list[Address], identifiers: list[Identifier]
) -> CslRow:
    """Return the row of a record whose addresses and identifiers its own shape takes apart."""

    def text(name: str) -> str:
        return as_text(record.get(name))

    return CslRow(
        source=text("source"),
        name=text("name"),
        number=text("entity_number"),
        type=text("type"),
        citation=text("federal_register_notice"),
        start_date=text("start_date"),
        end_date=text("end_date"),
        alt_names=split_texts(record.get("alt_names")),
        addresses=addresses,
        identifiers=identifiers,
        programs=split_texts(record.get("programs")),
        birth_dates=split_texts(record.get("dates_of_birth")),
        countries=[
            *split_texts(record.get("citizenships")),
            *split_texts(record.get("nationalities")),
            text("country"),
            text("vessel_flag"),
        ],
        requirement=text("license_requirement"),
        policy=text("license_policy"),
        title=text("title"),
        remarks=text("remarks"),
        url=text("source_list_url"),
        call_sign=text("call_sign"),
        record=record,
    )


class CslListings:
    """Turns the rows of one file into listings, each with a uid of its own."""

    def __init__(self, source: Source, country_code: CountryCode) -> None:
        self._source = source
        self._country_code = country_code
        self._codes: dict[str, str] = {}
        self._uids = Uids(source.key)
        self.list_names: dict[str, list[str]] = {}

    def listing(self, row: CslRow) -> Listing:
        """Return the listing that `row` is."""
        code = self._code(row.source)
        identifiers, notes = _sorted_out(row)
        return Listing(
            uid=self._uid(code, row),
            source=self._source.key,
            list=code,
            list_name=collapsed(row.source),
            kind=_kind(row),
            names=_names(row),
            addresses=tuple(row.addresses),
            identifiers=identifiers,
            countries=self._countries(row),
            birth_dates=_tidied(row.birth_dates),
            programs=_tidied(row.programs),
            requirement=plain(row.requirement),
            policy=plain(row.policy),
            citation=plain(row.citation),
            start_date=iso_date(row.start_date),
            end_date=iso_date(row.end_date),
            title=plain(row.title),
            remarks="; ".join(filter(None, [plain(row.remarks), *notes])),
            url=row.url.strip(),
            record=row.record,
        )

    def _code(self, published: str) -> str:
        try:
            return self._codes[published]
        except KeyError:
            code = self._source.code_of(published) if published.strip() else UNNAMED
            self._codes[published] = code
            self.list_names.setdefault(code, []).append(collapsed(published))
            return code

    def _uid(self, code: str, row: CslRow) -> ListingUid:
        """Return the same uid for the same entry, whatever the shape of the file.

        OFAC's numbers are stable, the ids of the other agencies' rows are not. Entries that agree
        in all that is hashed are told apart by their order in the file.
        """
        number = collapsed(row.number)
        if number and collapsed(row.source).endswith("Treasury Department"):
            key = number
        else:
            key = hashed(code, row.name, row.citation, iso_date(row.start_date))
        return self._uids.of(code, key)

    def _countries(self, row: CslRow) -> tuple[str, ...]:
        codes = dict.fromkeys(address.country for address in row.addresses)
        codes.update(dict.fromkeys(self._country_code(text) for text in row.countries if text))
        for identifier in row.identifiers:
            if identifier.type.casefold() == _REGISTRATION:
                codes[self._country_code(identifier.number)] = None
        codes.pop("", None)
        return tuple(codes)


def split_texts(value: object) -> list[str]:
    """Return the texts of a field that holds several: a JSON array, or text joined by `; `."""
    if isinstance(value, str):
        return [] if value.strip() in {"", "[]"} else value.split("; ")
    if isinstance(value, list) and value:
        return [text for item in value if (text := as_text(item)).strip()]
    return []


def as_text(value: object) -> str:
    """Return a JSON value that should be text as text; "" where it is none."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _names(row: CslRow) -> tuple[ListedName, ...]:
    primary = plain(row.name)
    aliases = [plain(part) for text in row.alt_names for part in _OWN_SEMICOLON.split(text)]
    if aliases and len(aliases) > 1 and aliases[-1].startswith("and "):
        aliases[-1] = aliases[-1].removeprefix("and ")
    inside = [name for text in (primary, *aliases) for name in names_inside(text)]
    others = dict.fromkeys([*aliases, *inside])
    others.pop("", None)
    others.pop(primary, None)
    first = (ListedName(primary, NameRole.PRIMARY),) if primary else ()
    return first + tuple(ListedName(text) for text in others)


def _kind(row: CslRow) -> PartyKind:
    known = _KINDS.get(row.type.strip().casefold())
    if known is not None:
        return known
    if not row.name.strip() or _ADDRESS_ENTRY.fullmatch(plain(row.name)):
        return PartyKind.ADDRESS
    return PartyKind.UNKNOWN


def _sorted_out(row: CslRow) -> tuple[tuple[Identifier, ...], list[str]]:
    identifiers: list[Identifier] = []
    notes: list[str] = []
    for given in row.identifiers:
        if not given.type or NOTE_TYPES.match(given.type):
            label = given.type.rstrip(" :-")
            notes.append(f"{label}: {given.number}" if label else given.number)
        else:
            identifiers.append(given)
    if row.call_sign.strip():
        identifiers.append(Identifier("Call sign", plain(row.call_sign)))
    return tuple(dict.fromkeys(identifiers)), notes


def _tidied(texts: Sequence[str]) -> tuple[str, ...]:
    if not texts:
        return ()
    return tuple(dict.fromkeys(filter(None, map(plain, texts))))
