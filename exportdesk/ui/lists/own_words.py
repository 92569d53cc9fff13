"""What the sheet for an own list says of columns, letters, encodings and what was found."""

from exportdesk.core.i18n import _, ngettext
from exportdesk.lists import LetterKind, OwnCheck, OwnField

# What is a letter of the authority: it has a date, a reference, and asks for something.
LETTERS = frozenset(
    {
        LetterKind.RED_FLAG,
        LetterKind.SUPPLIER_LIST,
        LetterKind.IS_INFORMED,
        LetterKind.PROJECT_GUARDIAN,
    }
)

# Only these need a choice: UTF-8 and UTF-16 are told by the file itself.
CERTAIN = frozenset({"utf-8-sig", "utf-16", "utf-16-le", ""})


def field_choices() -> list[tuple[OwnField | None, str]]:
    """Return what a column may hold, in the order offered."""
    return [
        (None, _("Not used")),
        (OwnField.NAME, _("Name")),
        (OwnField.ALIASES, _("Other names")),
        (OwnField.KIND, _("Kind")),
        (OwnField.COUNTRY, _("Country")),
        (OwnField.ADDRESS, _("Address")),
        (OwnField.STREET, _("Street")),
        (OwnField.CITY, _("City")),
        (OwnField.REGION, _("State or region")),
        (OwnField.POSTAL_CODE, _("Postal code")),
        (OwnField.IDENTIFIERS, _("Identifiers")),
        (OwnField.REASON, _("Reason")),
        (OwnField.ID, _("Id")),
    ]


def kind_choices() -> list[tuple[str, str]]:
    """Return what an own list may be; "" where nothing was said yet."""
    return [
        ("", _("Choose what it is")),
        (LetterKind.INTERNAL.value, _("Internal block list")),
        (LetterKind.CUSTOMS_DATA.value, _("Suspects in customs data")),
        (LetterKind.RED_FLAG.value, _("BIS red-flag letter")),
        (LetterKind.SUPPLIER_LIST.value, _("BIS supplier-list letter")),
        (LetterKind.IS_INFORMED.value, _("BIS is-informed letter")),
        (LetterKind.PROJECT_GUARDIAN.value, _("BIS Project Guardian request")),
    ]


def delimiter_choices() -> list[tuple[str, str]]:
    """Return what may stand between the cells of a CSV."""
    return [
        (",", _("Comma ,")),
        (";", _("Semicolon ;")),
        ("\t", _("Tab")),
        ("|", _("Bar |")),
    ]


def encoding_choices(found: str) -> list[tuple[str, str]]:
    """Return the encodings offered; the one `found` is among them."""
    known = [
        ("cp1252", _("Western (Windows-1252)")),
        ("cp1250", _("Central European (Windows-1250)")),
        ("cp1251", _("Cyrillic (Windows-1251)")),
        ("cp1253", _("Greek (Windows-1253)")),
        ("cp1254", _("Turkish (Windows-1254)")),
        ("cp1256", _("Arabic (Windows-1256)")),
        ("gb18030", _("Chinese (GB 18030)")),
        ("big5", _("Chinese (Big5)")),
        ("cp932", _("Japanese (Shift JIS)")),
        ("cp949", _("Korean (EUC-KR)")),
    ]
    if found not in dict(known):
        known.insert(0, (found, found.upper()))
    return known


def heading_choices(rows: tuple[tuple[str, ...], ...], offered: int) -> list[tuple[int, str]]:
    """Return in which row the headings may stand: the first ones that hold anything, and none."""
    filled = [at for at, row in enumerate(rows, start=1) if any(map(str.strip, row))]
    rows_named = [(at, _("Row {number}").format(number=at)) for at in filled[:offered]]
    return [*rows_named, (0, _("There are none"))]


def column_name(place: int, heading: str) -> str:
    """Return what a screen reader calls the choice above a column."""
    if heading:
        return _("Column {number}, “{heading}”, holds").format(number=place + 1, heading=heading)
    return _("Column {number} holds").format(number=place + 1)


def would_become(check: OwnCheck) -> str:
    """Return how many rows the whole file has, and what they would become."""
    rows = ngettext("{count} row", "{count} rows", check.rows).format(count=f"{check.rows:,}")
    parties = ngettext("{count} party", "{count} parties", check.parties).format(
        count=f"{check.parties:,}"
    )
    names = ngettext("{count} name", "{count} names", check.names).format(count=f"{check.names:,}")
    return _("{rows} in the file: {parties} with {names}.").format(
        rows=rows, parties=parties, names=names
    )


def rows_shown(shown: int) -> str:
    """Return how many rows the preview shows."""
    return ngettext("first row", "first {count} rows", shown).format(count=shown)


def short_name(name: str, longest: int = 40) -> str:
    """Return a file's name, its middle left out where it is long: the end tells most."""
    return name if len(name) <= longest else f"{name[: longest // 2]}…{name[-longest // 2 :]}"
