"""Words of the import: fields, what becomes of a row, what an import did."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from exportdesk.core.book import Kind
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.words import sentence
from exportdesk.operations.book_import import Imported, RowAct
from exportdesk.operations.book_known import MetBy
from exportdesk.operations.table_import import AnyRow, problem_sentences, why_left_out
from exportdesk.tables import ADDRESS_FIELDS, CustomerField, ProductField, Slot
from exportdesk.ui.theme import Tone

_NUMBERS = 6  # rows left out that are told by their numbers
_LONGEST = 40


class Show(StrEnum):
    """Which rows are shown."""

    ALL = "all"
    NEW = "new"
    UPDATE = "update"
    SAME = "same"
    SKIP = "skip"
    FAULTY = "faulty"
    PROBLEMS = "problems"


def field_words(kind: Kind) -> dict[Any, str]:
    """Return what the fields of a table are called, in the order in which they are offered."""
    return _customer_fields() if kind is Kind.CUSTOMERS else _product_fields()


def _customer_fields() -> dict[Any, str]:
    field = CustomerField
    return {
        field.LEGAL_NAME: _("Name"),
        field.REFERENCE: _("Your reference"),
        field.COUNTRY: _("Country"),
        field.STREET: _("Street"),
        field.CITY: _("City"),
        field.REGION: _("State or region"),
        field.POSTAL_CODE: _("Postal code"),
        field.WHOLE_ADDRESS: _("Whole address"),
        field.ADDRESS_ROLE: _("Use of the address"),
        field.TRADING_NAME: _("Trading names"),
        field.NATIVE_NAME: _("Names in native script"),
        field.FORMER_NAME: _("Former names"),
        field.OTHER_NAMES: _("Other names"),
        field.KIND: _("Kind"),
        field.TAX_ID: _("Tax ID"),
        field.REGISTRATION_ID: _("Registration number"),
        field.OTHER_ID: _("Other identifier"),
        field.WEBSITE: _("Website"),
        field.EMAIL: _("E-mail"),
        field.FORMED_ON: _("Formed on"),
        field.TAGS: _("Tags"),
        field.OWNER: _("Owner"),
        field.OWNER_PERCENT: _("Owner: percent"),
        field.OWNER_COUNTRY: _("Owner: country"),
        field.DIRECTOR: _("Director"),
        field.DIRECTOR_COUNTRY: _("Director: country"),
        field.END_USER: _("End user"),
        field.END_USER_COUNTRY: _("End user: country"),
        field.INTERMEDIATE_CONSIGNEE: _("Intermediate consignee"),
        field.INTERMEDIATE_CONSIGNEE_COUNTRY: _("Intermediate consignee: country"),
        field.FREIGHT_FORWARDER: _("Freight forwarder"),
        field.FREIGHT_FORWARDER_COUNTRY: _("Freight forwarder: country"),
        field.BANK: _("Bank"),
        field.BANK_COUNTRY: _("Bank: country"),
        field.AGENT: _("Agent"),
        field.AGENT_COUNTRY: _("Agent: country"),
        field.OTHER_PARTY: _("Contact or other party (screened)"),
        field.OTHER_PARTY_COUNTRY: _("Contact or other party: country"),
        field.NOTES: _("Notes"),
        field.CONTACT: _("Contact (a note, not screened)"),
    }


def _product_fields() -> dict[Any, str]:
    field = ProductField
    return {
        field.SKU: _("SKU"),
        field.DESCRIPTION: _("Description"),
        field.HS_CODE: _("HS, Schedule B or HTS code"),
        field.HS_SCHEDULE: _("Which schedule"),
        field.ECCN: _("ECCN"),
        field.JURISDICTION: _("Jurisdiction"),
        field.USML_CATEGORY: _("USML category"),
        field.ORIGIN: _("Country of origin"),
        field.MANUFACTURER: _("Manufacturer"),
        field.NOTES: _("Notes"),
    }


def slot_choices(kind: Kind) -> list[tuple[Slot[Any] | None, str]]:
    """Return what a column may hold."""
    offered: list[tuple[Slot[Any] | None, str]] = [(None, _("Not used"))]
    offered += [(Slot(field), words) for field, words in field_words(kind).items()]
    # A second address is told from a second line of the first one by whoever chooses.
    second = [Slot(field, 2) for field in field_words(kind) if field in ADDRESS_FIELDS]
    return offered + [(slot, slot_words(slot, kind)) for slot in second]


def slot_words(slot: Slot[Any], kind: Kind) -> str:
    """Return what a column holds: "City (2)" for that of a second address."""
    words = field_words(kind)[slot.field]
    number = f" ({slot.group})" if slot.group > 1 else ""
    return f"{words}{number}: {slot.label}" if slot.label else words + number


def act_words(one: AnyRow) -> str:
    """Return what becomes of a row, in a word or two."""
    if one.faults and one.act in (RowAct.NEW, RowAct.UPDATE):
        return _("Cannot be taken")
    return {
        RowAct.NEW: _("New"),
        RowAct.UPDATE: _("Update"),
        RowAct.SAME: _("No change"),
        RowAct.SKIP: _("Skip"),
    }[one.act]


def act_tone(one: AnyRow) -> Tone | None:
    """Return the tone of the chip that says it."""
    if one.faults and one.act in (RowAct.NEW, RowAct.UPDATE):
        return Tone.RED
    return {
        RowAct.NEW: Tone.GREEN,
        RowAct.UPDATE: Tone.ACCENT,
        RowAct.SAME: Tone.GREY,
        RowAct.SKIP: Tone.GREY,
    }[one.act]


def met_words(one: AnyRow, kind: Kind) -> str:
    """Return whom a row met and by what, "" where it met nobody."""
    if one.met_by is MetBy.NOTHING or one.kept is None:
        return ""
    name = getattr(one.kept, "name", "") or getattr(one.kept, "sku", "")
    if kind is Kind.PRODUCTS:
        return _("{name} has this SKU").format(name=name)
    return {
        MetBy.KEY: _("{name} has this reference"),
        MetBy.IDENTIFIER: _("{name} has this identifier"),
        MetBy.NAME: _("{name} has this name, and no other country"),
    }[one.met_by].format(name=name)


def row_name(one: AnyRow, kind: Kind) -> str:
    """Return whom or what a row names, "" for nothing."""
    return str(one.value.name if kind is Kind.CUSTOMERS else one.value.description)


def doubt_line(one: AnyRow, kind: Kind) -> str:
    """Return in one line what is to be known of a row: why it cannot be taken, whom it met."""
    told = [*one.faults, *problem_sentences(one)]
    if one.twin:
        told.append(sentence("row-twin", {"row": one.twin}))
    met = met_words(one, kind)
    if met:
        told.append(f"{met}.")
    return " ".join(dict.fromkeys((*told, *one.doubts)))


def shown_by(one: AnyRow, show: Show) -> bool:
    """Whether a filter shows a row."""
    is_faulty = bool(one.faults) and one.act in (RowAct.NEW, RowAct.UPDATE)
    match show:
        case Show.ALL:
            return True
        case Show.FAULTY:
            return is_faulty
        case Show.PROBLEMS:
            return bool(one.row.problems or one.faults)
    return one.act.value == show.value and not is_faulty


def show_words(counts: Mapping[str, int]) -> list[tuple[Show, str]]:
    """Return the filters with how many rows each shows."""
    total = sum(counts[name] for name in ("new", "update", "same", "skip", "faulty"))
    words = [
        (Show.ALL, _("All {count}"), total),
        (Show.NEW, _("New {count}"), counts["new"]),
        (Show.UPDATE, _("Update {count}"), counts["update"]),
        (Show.SAME, _("No change {count}"), counts["same"]),
        (Show.SKIP, _("Skip {count}"), counts["skip"]),
        (Show.FAULTY, _("Cannot be taken {count}"), counts["faulty"]),
        (Show.PROBLEMS, _("With problems {count}"), counts["problems"]),
    ]
    return [(show, said.format(count=figure(count))) for show, said, count in words]


def taken_words(count: int, kind: Kind) -> str:
    """Return the words of the button that does it."""
    if kind is Kind.CUSTOMERS:
        return ngettext("&Import {count} customer", "&Import {count} customers", count).format(
            count=figure(count)
        )
    return ngettext("&Import {count} product", "&Import {count} products", count).format(
        count=figure(count)
    )


def done_words(done: Imported, kind: Kind) -> str:
    """Return in one line what an import did."""
    if kind is Kind.CUSTOMERS:
        new = ngettext("{count} new customer", "{count} new customers", done.new)
    else:
        new = ngettext("{count} new product", "{count} new products", done.new)
    parts = [new.format(count=figure(done.new))]
    if done.updated:
        parts.append(_("{count} updated").format(count=figure(done.updated)))
    left = done.skipped + done.faulty
    if left:
        parts.append(_("{count} left out").format(count=figure(left)))
    return _("Imported: {parts}.").format(parts=", ".join(parts))


def left_words(rest: Sequence[AnyRow], kind: Kind) -> str:
    """Return why rows were left out: of one row the reason itself, of more how many of each."""
    if len(rest) == 1:
        (one,) = rest
        row, name, why = figure(one.row.number), row_name(one, kind), why_left_out(one)
        if not name:
            return _("Row {row} was left out. {why}").format(row=row, why=why)
        words = _("Row {row} was left out: {name}. {why}")
        return words.format(row=row, name=name.rstrip("."), why=why)
    skipped = [one for one in rest if one.act is RowAct.SKIP]
    twins = sum(bool(one.twin) for one in skipped)
    counts = (
        (
            twins,
            ngettext(
                "{count} row is the same as another one",
                "{count} rows are the same as other ones",
                twins,
            ),
        ),
        (
            len(skipped) - twins,
            ngettext("{count} row was skipped", "{count} rows were skipped", len(skipped) - twins),
        ),
        (
            len(rest) - len(skipped),
            ngettext(
                "{count} row cannot be taken",
                "{count} rows cannot be taken",
                len(rest) - len(skipped),
            ),
        ),
    )
    parts = [words.format(count=figure(count)) for count, words in counts if count]
    return _("Left out: {parts}.").format(parts=", ".join(parts))


def out_words(out: Sequence[AnyRow], kind: Kind) -> str:
    """Return which rows would be left out, by their numbers; of one its name, too."""
    if not out:
        return _("No row is left out.")
    numbers = [figure(one.row.number) for one in out[:_NUMBERS]]
    if len(out) == 1:
        name = row_name(out[0], kind)
        if not name:
            return _("Row {row} is left out").format(row=numbers[0])
        name = name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…"
        return _("Row {row} is left out: {name}").format(row=numbers[0], name=name)
    told = ", ".join(numbers) + (" …" if len(out) > _NUMBERS else "")
    return ngettext(
        "{count} row is left out: {rows}", "{count} rows are left out: {rows}", len(out)
    ).format(count=figure(len(out)), rows=told)


def rows_words(count: int) -> str:
    """Return a number of rows."""
    return ngettext("{count} row", "{count} rows", count).format(count=figure(count))
