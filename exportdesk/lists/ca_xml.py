"""Canada's Consolidated Autonomous Sanctions List (SEMA and JVCFOA) as XML.

`Country` is the regime under which somebody is listed, not the party's country. There is no id:
the key is regime, schedule and item. Element names were `Entity`, then `EntityOrShip`, then both
languages (`EntityOrShip-EntiteOuNavire`): they are read by their English half.
"""

import re
from collections.abc import Iterator

from lxml.etree import _Element as Element

from exportdesk.core.listings import Identifier, Listing
from exportdesk.core.parties import PartyKind
from exportdesk.lists.documents import Document, SkippedRow
from exportdesk.lists.files import Context, ListFile
from exportdesk.lists.name_parts import NameList, imo_number
from exportdesk.lists.text import plain
from exportdesk.lists.uids import Uids, hashed
from exportdesk.lists.written_dates import dates_of
from exportdesk.lists.xml import as_record, elements, local

FORMAT = "ca-xml"

_ROOT = re.compile(r"<(?:\w+:)?data-set\b")
_REGIME = re.compile(r"<(?:\w+:)?(?:Country|Pays)\b[^>]*>")
_NEWER = {"Entity": "EntityOrShip", "TitleOrShipType": "TitleOrShip", "DateOfBirth":
          "DateOfBirthOrShipBuildDate", "Title": "TitleOrShip"}  # fmt: skip

_KNOWN_AS = re.compile(
    r"\b(?:a[./]?k[./]?a\b|f[./]?k[./]?a\b|also (?:known|spelled|spelt) as\b|formerly known as\b"
    r"|formerly\b|alias(?:es)?\b)[.:]?\s*",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(
    r"(?:^|(?<=[\s,;(]))(?:Russian|Belarusian|Belarussian|Ukrainian|Arabic|Farsi|Persian|Chinese"
    r"|Burmese|Korean|Hebrew|Spanish|French|English|Georgian|Serbian|Cyrillic|Latin)\s*:\s*",
    re.IGNORECASE,
)
# A comma before one of these is inside the name of a company.
_COMMA = re.compile(
    r"[,،，](?!\s*(?:co|company|ltd|limited|llc|l\.l\.c|inc|incorporated|corp|corporation|jsc|pjsc"
    r"|ojsc|cjsc|ao|pao|ooo|zao|gmbh|s\.?a|s\.?r\.?l|plc|llp|lp|pte|pty|b\.?v|n\.?v|jr|sr|i{1,3})\b)\s*",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"[;；\n|]")
_BOTH_LANGUAGES = re.compile(r"\s*/\s*")
_LEAST_WORDS = 2
_LONGEST = 50_000  # no real text of aliases is a tenth of it


def is_it(file: ListFile) -> bool:
    """Whether the file begins as the Canadian list does."""
    head = file.head
    return _ROOT.search(head) is not None and _REGIME.search(head) is not None


def read(file: ListFile, context: Context) -> Document:
    """Take apart the XML in `file`. Its rows raise ListRefused where it is cut or damaged.

    The publisher gives no date of the edition.
    """
    return Document(
        format=FORMAT,
        published=None,
        total=file.data.count(b"<record>"),
        complete=True,  # what is cut off lacks the closing root and is refused
        rows=_rows(file, context),
    )


def _rows(file: ListFile, context: Context) -> Iterator[Listing | SkippedRow]:
    uids = Uids(context.source.key)
    for record in elements(file, {"record"}):
        fields = _fields(record)
        names = _names(fields)
        if names.names():
            yield _listing(record, fields, names, uids, context)
        else:
            yield SkippedRow("row-without-name")


def _fields(record: Element) -> dict[str, str]:
    fields: dict[str, str] = {}
    for one in record:
        name = local(one).partition("-")[0]
        told = "".join(map(str, one.itertext()))
        # Aliases are split at line ends too, which `plain` takes away.
        value = told.strip() if name == "Aliases" else plain(told)
        if value:
            fields.setdefault(_NEWER.get(name, name), value)
    return fields


def _names(fields: dict[str, str]) -> NameList:
    names = NameList()
    organization = fields.get("EntityOrShip", "")
    person = " ".join(filter(None, (fields.get("GivenName"), fields.get("LastName"))))
    if organization:
        names.primary(organization)
        for half in _halves(organization):
            names.also(half)
    names.primary(person)
    for alias in aliases_in(fields.get("Aliases", "")):
        names.also(alias)
    return names


def _halves(name: str) -> list[str]:
    """Return the English and the French name of an organization where both are given."""
    halves = _BOTH_LANGUAGES.split(name)
    wordy = all(
        len(half.split()) >= _LEAST_WORDS and half.count("(") == half.count(")") for half in halves
    )
    return halves if len(halves) == 2 and wordy else []


def aliases_in(told: str) -> list[str]:
    """Return the names in the free text that holds all aliases of a party."""
    if len(told) > _LONGEST:
        return [told]
    pieces = [
        piece
        for part in _SEVERAL.split(told)
        for labeled in _LANGUAGE.split(part)
        for known in _KNOWN_AS.split(labeled)
        for piece in _COMMA.split(known)
    ]
    return [bare for piece in pieces if (bare := _bare(piece))]


def _bare(piece: str) -> str:
    bare = piece.strip(' \t,;:"“”').lstrip(".")
    if bare.count("(") != bare.count(")"):
        bare = " ".join(bare.replace("(", " ").replace(")", " ").split())
    elif bare.startswith("(") and bare.endswith(")"):
        bare = bare[1:-1].strip()
    bare = re.sub(r"^(?:and|et|or|ou)\s+", "", bare)
    return bare if any(letter.isalnum() for letter in bare) else ""


def _listing(
    record: Element, fields: dict[str, str], names: NameList, uids: Uids, context: Context
) -> Listing:
    known = context.source.lists[0]
    regime, schedule, item = (fields.get(name, "") for name in ("Country", "Schedule", "Item"))
    imo = fields.get("ShipIMONumber", "")
    born_or_built = fields.get("DateOfBirthOrShipBuildDate", "")
    kind = _kind(fields)
    is_person = kind is PartyKind.PERSON
    place = [f"Schedule {schedule}" if schedule else "", f"item {item}" if item else ""]
    return Listing(
        uid=uids.of(hashed(known.code, regime, schedule, item)),
        source=context.source.key,
        list=known.code,
        list_name=known.name,
        kind=kind,
        names=names.names(),
        identifiers=(Identifier("IMO Number", imo_number(imo)),) if imo else (),
        birth_dates=tuple(dates_of(born_or_built)) if is_person else (),
        programs=(regime,) if regime else (),
        citation=", ".join(filter(None, place)),
        start_date=fields.get("DateOfListing", ""),
        title=fields.get("TitleOrShip", "") if is_person else "",
        remarks="" if is_person else _remarks(fields, kind),
        record=as_record(record),
    )


def _kind(fields: dict[str, str]) -> PartyKind:
    if "EntityOrShip" not in fields:
        return PartyKind.PERSON
    # An organization is not built: only ships have a date there, a type or an IMO number.
    if {"ShipIMONumber", "DateOfBirthOrShipBuildDate", "TitleOrShip"} & fields.keys():
        return PartyKind.VESSEL
    return PartyKind.ORGANIZATION


def _remarks(fields: dict[str, str], kind: PartyKind) -> str:
    if kind is not PartyKind.VESSEL:
        return ""
    told = {"Ship type": "TitleOrShip", "Built": "DateOfBirthOrShipBuildDate"}
    return "; ".join(f"{label}: {fields[name]}" for label, name in told.items() if name in fields)
