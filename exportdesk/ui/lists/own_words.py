"""What the sheet for an own list says of columns, letters, encodings and what was found."""

from collections.abc import Collection

from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.lists import LetterKind, OwnCheck, OwnField
from exportdesk.lists.own_columns import LIST_OF

# What is a letter of the authority: it has a date, a reference, and asks for something.
LETTERS = frozenset(
    {
        LetterKind.RED_FLAG,
        LetterKind.SUPPLIER_LIST,
        LetterKind.IS_INFORMED,
        LetterKind.PROJECT_GUARDIAN,
    }
)


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


def own_kind(codes: Collection[str]) -> str:
    """Return what an own list is, by the codes of its entries; "" where nobody said."""
    said = dict(kind_choices())
    found = [said[kind.value] for kind, code in LIST_OF.items() if kind and code in codes]
    return found[0] if len(found) == 1 else ""


def heading_choices(rows: tuple[tuple[str, ...], ...], offered: int) -> list[tuple[int, str]]:
    """Return in which row the headings may stand: the first ones that hold anything, and none."""
    filled = [at for at, row in enumerate(rows, start=1) if any(map(str.strip, row))]
    rows_named = [(at, _("Row {number}").format(number=at)) for at in filled[:offered]]
    return [*rows_named, (0, _("There are none"))]


def would_become(check: OwnCheck) -> str:
    """Return how many rows the whole file has, and what they would become."""
    rows = ngettext("{count} row", "{count} rows", check.rows).format(count=figure(check.rows))
    parties = ngettext("{count} party", "{count} parties", check.parties).format(
        count=figure(check.parties)
    )
    names = ngettext("{count} name", "{count} names", check.names).format(count=figure(check.names))
    return _("{rows} in the file: {parties} with {names}.").format(
        rows=rows, parties=parties, names=names
    )


def rows_shown(shown: int) -> str:
    """Return how many rows the preview shows."""
    return ngettext("first row", "first {count} rows", shown).format(count=shown)


def short_name(name: str, longest: int = 40) -> str:
    """Return a file's name, its middle left out where it is long: the end tells most."""
    return name if len(name) <= longest else f"{name[: longest // 2]}…{name[-longest // 2 :]}"
