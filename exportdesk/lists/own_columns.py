"""Lists of the user's own: which column of a table is what, and which letter it comes from."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from exportdesk.core.parties import PartyKind

_NOT_WORD = re.compile(r"[\W_]+")
_SEARCHED = 20


class OwnField(StrEnum):
    """What a column may hold. The first eight are the columns of the template."""

    ID = "id"
    NAME = "name"
    ALIASES = "aliases"
    KIND = "kind"
    COUNTRY = "country"
    ADDRESS = "address"
    IDENTIFIERS = "identifiers"
    REASON = "reason"
    STREET = "street"
    CITY = "city"
    REGION = "region"
    POSTAL_CODE = "postal_code"


TEMPLATE = tuple(OwnField)[:8]
# Of the others a table may have several columns; all of them are taken together.
_ONCE = frozenset({OwnField.ID, OwnField.NAME, OwnField.KIND})
_NAMING = frozenset({OwnField.NAME, OwnField.ADDRESS, OwnField.STREET, OwnField.IDENTIFIERS})


class LetterKind(StrEnum):
    """Where the parties of an own list come from."""

    RED_FLAG = "red_flag"
    SUPPLIER_LIST = "supplier_list"
    IS_INFORMED = "is_informed"
    PROJECT_GUARDIAN = "project_guardian"
    CUSTOMS_DATA = "customs_data"
    INTERNAL = "internal"


LIST_OF = {
    None: "OWN",
    LetterKind.RED_FLAG: "OWN-RED-FLAG",
    LetterKind.SUPPLIER_LIST: "OWN-SUPPLIER",
    LetterKind.IS_INFORMED: "OWN-INFORMED",
    LetterKind.PROJECT_GUARDIAN: "OWN-GUARDIAN",
    LetterKind.CUSTOMS_DATA: "OWN-CUSTOMS",
    LetterKind.INTERNAL: "OWN-INTERNAL",
}


@dataclass(frozen=True, slots=True)
class Letter:
    """The letter or decision behind an own list: when, under which reference, what it asks."""

    kind: LetterKind
    dated: date | None = None
    reference: str = ""
    asks: str = ""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What each column of a table holds, None for one that is only kept.

    `skip` = how many rows stand before the first party; the last of them names the columns. With 0
    the table has no header.
    """

    columns: tuple[OwnField | None, ...]
    skip: int = 1

    @property
    def names_somebody(self) -> bool:
        """Whether there is a column by which a party can be found."""
        return not _NAMING.isdisjoint(self.columns)


@dataclass(frozen=True, slots=True)
class OwnTable:
    """How the user says a table is to be read; what is not said is found out.

    `sheet` names a sheet of a workbook, `encoding` and `delimiter` are of a CSV.
    """

    mapping: ColumnMapping | None = None
    letter: Letter | None = None
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""


_WORDS: dict[OwnField, str] = {
    OwnField.ID: "no|nr|number|ref|reference|uid|key|entity id|party id|record id|customer id"
    "|entity number|lfd nr|numero",
    OwnField.NAME: "company|company name|party|party name|entity|entity name|full name|customer"
    "|customer name|supplier|supplier name|consignee|organization|organisation|firm|firm name"
    "|denied party|listed party|end user|legal name|business name|firma|firmenname|unternehmen"
    "|kunde|nom|societe|raison sociale|nombre|empresa|razon social|naam|bedrijf|nome|azienda"
    "|название|наименование|компания|名称|公司|公司名称|名前|会社名",
    OwnField.ALIASES: "alias|aka|a k a|akas|also known as|other name|other names|alternative name"
    "|alternative names|alt names|fka|f k a|formerly|former name|former names|dba|d b a"
    "|trading as|trade name|trade names|auch bekannt als|weitere namen|alias names|别名",
    OwnField.KIND: "type|party type|entity type|art|typ|tipo|kind of party",
    OwnField.COUNTRY: "countries|country code|country name|nation|nationality|land|staat|pays"
    "|pais|paese|iso|country iso|страна|国家|国",
    OwnField.ADDRESS: "addresses|full address|anschrift|adresse|direccion|indirizzo|adres"
    "|location|адрес|地址|住所",
    OwnField.STREET: "street address|street name|address 1|address1|address line 1|address 2"
    "|address2|address line 2|address 3|address3|address line 3|strasse|str|rue|calle|via|улица",
    OwnField.CITY: "town|city town|ort|stadt|ville|ciudad|citta|plaats|place|город|市",
    OwnField.REGION: "state|province|state province|bundesland|county|district|область",
    OwnField.POSTAL_CODE: "zip|zip code|zipcode|post code|postcode|postal|plz|code postal"
    "|codigo postal|cap|индекс",
    OwnField.IDENTIFIERS: "identifier|identification|tax id|tax number|tax no|tin|vat|vat id"
    "|vat number|inn|инн|ogrn|огрн|registration number|registration no|company number"
    "|commercial register|passport|passport number|passport no|imo|imo number|imo no|mmsi"
    "|swift|bic|duns|duns number|lei|ust id|ust idnr|steuernummer|uscc",
    OwnField.REASON: "reasons|remark|remarks|note|notes|comment|comments|why|detail|details"
    "|description|grund|bemerkung|bemerkungen|kommentar|motif|motivo|причина|примечание",
}
_FIELD_OF: dict[str, OwnField] = {
    **{word: kind for kind, words in _WORDS.items() for word in words.split("|")},
    **{kind.value.replace("_", " "): kind for kind in OwnField},
}

_KINDS: dict[PartyKind, str] = {
    PartyKind.PERSON: "person|individual|natural person|man|woman|p|mensch|persona|personne"
    "|физлицо|个人",
    PartyKind.ORGANIZATION: "organization|organisation|company|entity|org|firm|business|bank"
    "|legal person|legal entity|firma|unternehmen|entreprise|empresa|university|юрлицо|公司",
    PartyKind.VESSEL: "vessel|ship|boat|schiff|tanker|navire|buque|судно|船",
    PartyKind.AIRCRAFT: "aircraft|plane|airplane|helicopter|flugzeug|avion",
    PartyKind.ADDRESS: "address|addresses|anschrift|adresse",
    PartyKind.UNKNOWN: "unknown|any|other|unbekannt",
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words.split("|")}


def folded(text: str) -> str:
    """Return a heading so that case, accents, punctuation and spaces do not count."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(_NOT_WORD.sub(" ", unicodedata.normalize("NFC", bare)).split())


def kind_of(text: str) -> PartyKind | None:
    """Return the kind of party that a word says, None where nobody knows the word."""
    return _KIND_OF.get(folded(text))


def field_of(heading: str) -> OwnField | None:
    """Return what a column with this heading most likely holds, None where it does not say."""
    return _FIELD_OF.get(folded(heading))


def guess_mapping(header: Sequence[str]) -> ColumnMapping:
    """Return what the columns under these headings most likely hold.

    The template's own words count more than others': with "Name" and "Company" it is the first.
    """
    exact = {folded(field.value): field for field in _ONCE}
    headings = [folded(cell) for cell in header]
    taken = {exact[heading]: place for place, heading in reversed([*enumerate(headings)])
             if heading in exact}  # fmt: skip
    columns: list[OwnField | None] = []
    for place, heading in enumerate(headings):
        field = _FIELD_OF.get(heading)
        if field in _ONCE and taken.setdefault(field, place) != place:
            field = None
        columns.append(field)
    return ColumnMapping(tuple(columns))


def find_header(rows: Sequence[Sequence[str]]) -> ColumnMapping | None:
    """Return the mapping by the first row that looks like headings, None where none does.

    Titles and empty lines may stand above it.
    """
    for number, row in enumerate(rows[:_SEARCHED], start=1):
        guess = guess_mapping(row)
        known = {field for field in guess.columns if field is not None}
        if OwnField.NAME in known or (guess.names_somebody and len(known) > 1):
            return ColumnMapping(guess.columns, number)
    return None
