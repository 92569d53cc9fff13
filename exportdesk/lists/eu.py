"""The EU's financial sanctions list: one entity of it, in either published shape, as a listing."""

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

# One of the things that are told of an entity: what its publisher calls each fact, folded.
Part = Mapping[str, str]

# The list knows persons and enterprises. A ship is listed as an enterprise, and a shipping company
# has an IMO number too, so that an IMO number does not make a vessel.
_KINDS = {
    "person": PartyKind.PERSON,
    "p": PartyKind.PERSON,
    "enterprise": PartyKind.ORGANIZATION,
    "entity": PartyKind.ORGANIZATION,
    "e": PartyKind.ORGANIZATION,
    "vessel": PartyKind.VESSEL,
    "ship": PartyKind.VESSEL,
}
_YES = {"true", "yes", "y", "1"}
_NO = {"false", "no", "n", "0"}
_NOWHERE = {"00", "unknown"}


@dataclass(slots=True)
class EuEntity:
    """One entity as both shapes give it: text as published, by the folded names of its facts."""

    told: Part
    subject: Sequence[str] = ()
    regulations: list[Part] = field(default_factory=list)
    names: list[Part] = field(default_factory=list)
    addresses: list[Part] = field(default_factory=list)
    births: list[Part] = field(default_factory=list)
    identifications: list[Part] = field(default_factory=list)
    citizenships: list[Part] = field(default_factory=list)
    record: Mapping[str, object] = field(default_factory=dict)


class EuListings:
    """Turns the entities of one file into listings, each with a uid of its own."""

    def __init__(self, context: Context) -> None:
        self._source = context.source
        self._country_code = context.country_code
        self._uids = Uids(context.source.key)
        self._references: set[str] = set()
        known = context.source.lists[0] if context.source.lists else None
        self._list = known.code if known else UNNAMED
        self._list_name = known.name if known else context.source.name
        self.list_names = {self._list: [self._list_name]}

    def row(self, entity: EuEntity) -> Row:
        """Return the listing of an entity; one with neither a name nor an address is skipped."""
        names = _names(entity.names)
        addresses = tuple(filter(None, map(self._address, entity.addresses)))
        if not names and not addresses:
            return SkippedRow("row-without-name")
        reference = _fact(entity.told, "eureferencenumber", "eu_referencenumber")
        citation = _joined(_fact(told, "numbertitle") for told in entity.regulations)
        start = _start(entity)
        return Listing(
            uid=self._uid(entity.told, reference, names, citation, start),
            source=self._source.key,
            list=self._list,
            list_name=self._list_name,
            kind=_kind(entity.subject),
            names=names,
            addresses=addresses,
            identifiers=self._identifiers(entity, reference),
            countries=self._countries(entity, addresses),
            birth_dates=_unique(text for told in entity.births for text in _births(told)),
            programs=_unique(_fact(told, "programme") for told in entity.regulations),
            citation=citation,
            start_date=start,
            title=_joined(
                _fact(told, key) for key in ("title", "function") for told in entity.names
            ),
            remarks=_remarks(entity),
            url=next(filter(None, (_fact(t, "publicationurl") for t in entity.regulations)), ""),
            record=entity.record,
        )

    def _uid(
        self, told: Part, reference: str, names: Sequence[ListedName], citation: str, start: str
    ) -> ListingUid:
        """Return the uid: the EU's reference number, which its publications cite.

        It and `logicalId`, a row number of their database, are each unique and both lasted from
        2020 to 2026 for all that could be compared. A reference that repeats gives way to it.
        """
        logical = _fact(told, "logicalid")
        if reference and reference not in self._references:
            self._references.add(reference)
            return self._uids.of(reference)
        name = names[0].text if names else ""
        return self._uids.of(logical or hashed(self._list, name, citation, start))

    def _country(self, told: Part) -> str:
        code = _fact(told, "countryiso2code")
        if code.casefold() in _NOWHERE:
            return ""
        return self._country_code(code or _fact(told, "countrydescription"))

    def _address(self, told: Part) -> Address | None:
        street, place = _fact(told, "street"), _fact(told, "place")
        city, region = _fact(told, "city"), _fact(told, "region")
        box, postal_code = _fact(told, "pobox"), _fact(told, "zipcode")
        box = f"P.O. Box {box}" if box.isdigit() else box
        country = _fact(told, "countrydescription")
        country = "" if country.casefold() in _NOWHERE else country
        parts = [street, box, place, city, region, postal_code]
        if not any(parts):
            return None
        return Address(
            text=", ".join(filter(None, [*parts, country])),
            street=", ".join(filter(None, [street, box])),
            city=city or place,
            region=region,
            postal_code=postal_code,
            country=self._country(told),
        )

    def _countries(self, entity: EuEntity, addresses: Sequence[Address]) -> tuple[str, ...]:
        given = (*entity.addresses, *entity.citizenships)
        return _unique([*(a.country for a in addresses), *map(self._country, given)])

    def _identifiers(self, entity: EuEntity, reference: str) -> tuple[Identifier, ...]:
        found = [
            Identifier("UN Reference Number", _fact(entity.told, "unitednationid")),
            Identifier("EU Reference Number", reference),
        ]
        for told in entity.identifications:
            code = _fact(told, "identificationtypecode", "typecode")
            word = _fact(told, "identificationtypedescription", "typedescription") or code
            number = _fact(told, "number", "latinnumber")
            if code.casefold() == "imo":
                word, number = "IMO Number", number.upper().removeprefix("IMO").strip(" :")
            found.append(Identifier(word, number, self._country(told)))
        return tuple(dict.fromkeys(one for one in found if one.number))


def _names(parts: Sequence[Part]) -> tuple[ListedName, ...]:
    """Return the names: the first strong one in Latin script, then the others, none twice.

    Of those an English one comes first, then one of no language: nobody here would look for a
    Russian company under its Romanian name.
    """
    strong: dict[str, bool] = {}
    english: dict[str, int] = {}
    for told in parts:
        text = _fact(told, "wholename")
        if not text:
            pieces = (_fact(told, key) for key in ("firstname", "middlename", "lastname"))
            text = " ".join(filter(None, pieces))
        if text:
            weak = _fact(told, "strong").casefold() in _NO
            strong[text] = strong.get(text, False) or not weak
            language = _fact(told, "namelanguage").casefold()
            order = {"en": 0, "": 1}.get(language, 2)
            english[text] = min(order, english.get(text, order))
    if not strong:
        return ()
    latin = [text for text in strong if is_latin(text)]
    firmly = [text for text in latin if strong[text]]
    primary = min(firmly or latin or list(strong), key=lambda text: english[text])
    others = (ListedName(text, _role(text, strong[text])) for text in strong if text != primary)
    return (ListedName(primary, NameRole.PRIMARY), *others)


def _role(text: str, strong: bool) -> NameRole:
    if not is_latin(text):
        return NameRole.ORIGINAL_SCRIPT
    return NameRole.ALIAS if strong else NameRole.WEAK_ALIAS


def _births(told: Part) -> list[str]:
    """Return the dates of one birth as published: `circa 1958`, `1343 (Islamic calendar)`."""
    calendar = _fact(told, "calendartype")
    parts = [
        _fact(told, "year"),
        _fact(told, "monthofyear", "month"),
        _fact(told, "dayofmonth", "day"),
    ]
    known = parts[: next((i for i, part in enumerate(parts) if part.strip("0") == ""), 3)]
    counted = "-".join(part.zfill(2) for part in known)
    first, last = _fact(told, "yearrangefrom"), _fact(told, "yearrangeto")
    exact = day_first(_fact(told, "birthdate"))
    dates = [exact or (counted if calendar.upper() in {"", "GREGORIAN"} else "")]
    if calendar.upper() not in {"", "GREGORIAN"} and counted:
        dates.append(f"{counted} ({calendar.capitalize()} calendar)")
    if (first or last) and not counted:
        dates.append(f"{first}-{last}" if first != last else first)
    about = "circa " if _fact(told, "circa").casefold() in _YES else ""
    return [about + text for text in dates if text]


def _start(entity: EuEntity) -> str:
    designated = day_first(_fact(entity.told, "designationdate"))
    if designated:
        return designated
    dates = (day_first(_fact(told, "entryintoforcedate")) for told in entity.regulations)
    return min(filter(None, dates), default="")


def _remarks(entity: EuEntity) -> str:
    parts = (entity.names, entity.addresses, entity.births, entity.identifications)
    told = [_fact(part, "remark") for group in (*parts, entity.citizenships) for part in group]
    own = [_fact(entity.told, "remark"), _fact(entity.told, "designationdetails")]
    return _joined([*own, *told])


def _kind(subject: Sequence[str]) -> PartyKind:
    kinds = (_KINDS.get(word.strip().casefold()) for word in subject)
    return next(filter(None, kinds), PartyKind.UNKNOWN)


def _fact(told: Part, *keys: str) -> str:
    """Return the first fact of these names that is given, on one line."""
    for key in keys:
        value = told.get(key)
        if value and (text := plain(value)):
            return text
    return ""


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, texts)))


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(_unique(texts))
