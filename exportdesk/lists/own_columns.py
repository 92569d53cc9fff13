"""Lists of the user's own: which column of a table is what, and which letter it comes from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from exportdesk.tables import vocabulary
from exportdesk.tables.vocabulary import folded

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
    OwnField.ID: vocabulary.REFERENCE,
    OwnField.NAME: f"{vocabulary.NAME}|end user",
    OwnField.ALIASES: f"{vocabulary.OTHER_NAMES}|{vocabulary.FORMER_NAME}"
    f"|{vocabulary.TRADING_NAME}",
    OwnField.KIND: vocabulary.KIND,
    OwnField.COUNTRY: vocabulary.COUNTRY,
    OwnField.ADDRESS: vocabulary.WHOLE_ADDRESS,
    OwnField.STREET: vocabulary.STREET,
    OwnField.CITY: vocabulary.CITY,
    OwnField.REGION: vocabulary.REGION,
    OwnField.POSTAL_CODE: vocabulary.POSTAL_CODE,
    OwnField.IDENTIFIERS: f"{vocabulary.TAX_ID}|{vocabulary.REGISTRATION_ID}|{vocabulary.OTHER_ID}",
    OwnField.REASON: vocabulary.NOTES,
}
_FIELD_OF: dict[str, OwnField] = {
    **{word: kind for kind, words in _WORDS.items() for word in words.split("|")},
    **{kind.value.replace("_", " "): kind for kind in OwnField},
}


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
