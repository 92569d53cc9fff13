"""Taking in a list of the user's own: how its table is to be read, and which letter it is from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from exportdesk.cli.session import date_of
from exportdesk.core.editions import Edition
from exportdesk.core.errors import BadInput
from exportdesk.core.progress import Progress
from exportdesk.lists import ColumnMapping, Letter, LetterKind, OwnField, OwnTable
from exportdesk.operations.import_list import ImportRequest
from exportdesk.operations.own_lists import OwnFile, headings_in, mapping_under
from exportdesk.tables.vocabulary import folded
from exportdesk.wiring import Desk

_NOT_USED = "none"
_ONCE = (OwnField.ID, OwnField.NAME, OwnField.KIND)

_FIELDS = ", ".join(field.value for field in OwnField)
_KINDS = [kind.value.replace("_", "-") for kind in LetterKind]
_OPTIONS = (
    click.option(
        "--map", "pairs", multiple=True, metavar="FIELD=COLUMN",
        help="What a column of an own list holds: id, name, aliases, kind, country, address, "
        "identifiers, reason, street, city, region, postal_code; or none. A column is named by its "
        "heading or its number. May be given several times.",
    ),
    click.option(
        "--header-row", type=click.IntRange(0, 1000), metavar="ROW",
        help="The row of an own list with the headings; 0 for none.",
    ),
    click.option("--sheet", default="", help="The sheet of a workbook; the first unless told."),
    click.option("--encoding", default="", help="How a CSV is encoded, such as cp1252."),
    click.option("--delimiter", default="", help="What stands between the cells of a CSV."),
    click.option(
        "--letter", "kind", type=click.Choice(_KINDS), help="Where an own list comes from."
    ),
    click.option("--letter-date", "dated", metavar="DATE", help="The date of the letter."),
    click.option("--letter-reference", "reference", default="", help="Its reference."),
    click.option("--letter-asks", "asks", default="", metavar="TEXT", help="What it asks."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OwnOptions:
    """What the command line says of an own list."""

    pairs: tuple[str, ...] = ()
    header_row: int | None = None
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    kind: str | None = None
    dated: str | None = None
    reference: str = ""
    asks: str = ""

    @property
    def given(self) -> bool:
        """Whether anything is said."""
        return self != OwnOptions()

    @property
    def letter(self) -> Letter | None:
        """The letter, None where none is told of. Raises BadInput."""
        if self.kind is None:
            if self.dated or self.reference or self.asks:
                raise BadInput("own-letter-kind")
            return None
        dated = date_of(self.dated) if self.dated else None
        kind = LetterKind(self.kind.replace("-", "_"))
        return Letter(kind, dated, self.reference.strip(), self.asks.strip())


def own_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of own lists, which reach it by the names in `OwnOptions`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def import_own(desk: Desk, request: ImportRequest, said: OwnOptions, progress: Progress) -> Edition:
    """Take in an own list, read as the options say, and otherwise as a table of its kind was last.

    Raises as `OwnLists.take_in` does.
    """
    given = OwnTable(sheet=said.sheet, encoding=said.encoding, delimiter=said.delimiter)
    letter = said.letter
    opened = desk.own_lists.open(request.path, given if given != OwnTable() else None)
    mapping = _mapping(opened, said)
    if letter is None and opened.known is not None and opened.known.source == request.source:
        letter = opened.table.letter
    table = replace(opened.table, mapping=mapping, letter=letter)
    header = headings_in(opened.rows, mapping.skip) if mapping else ()
    # What nobody said is found out by the reader, which has the whole table before it.
    plain = mapping is None or not mapping.names_somebody
    own = replace(table, mapping=None) if plain and not said.pairs else table
    return desk.own_lists.take_in(replace(request, own=own), header, progress)


def _mapping(opened: OwnFile, said: OwnOptions) -> ColumnMapping | None:
    mapping = opened.table.mapping
    if said.header_row is not None:
        mapping = mapping_under(opened.rows, said.header_row)
    if not said.pairs:
        return mapping
    mapping = mapping or mapping_under(opened.rows, 1)
    headings = headings_in(opened.rows, mapping.skip)
    columns = list(mapping.columns) + [None] * (opened.width - len(mapping.columns))
    wanted = [_pair(pair, headings, len(columns), opened.path) for pair in said.pairs]
    told = {field for field, _place in wanted if field in _ONCE}
    columns = [None if field in told else field for field in columns]
    for field, place in wanted:
        columns[place] = field
    return ColumnMapping(tuple(columns), mapping.skip)


def _pair(
    pair: str, headings: Sequence[str], width: int, path: Path
) -> tuple[OwnField | None, int]:
    """Return what a column holds, and which column it is. Raises BadInput."""
    name, _, column = pair.partition("=")
    name = folded(name).replace(" ", "_")
    if name != _NOT_USED and name not in {field.value for field in OwnField}:
        raise BadInput("own-map-field", text=pair, fields=f"{_FIELDS}, {_NOT_USED}")
    field = None if name == _NOT_USED else OwnField(name)
    named = [folded(heading) for heading in headings]
    if folded(column) in named:
        return field, named.index(folded(column))
    if column.strip().isdecimal() and 1 <= int(column) <= width:
        return field, int(column) - 1
    raise BadInput("own-map-column", text=pair, file=path.name, columns=", ".join(headings)[:200])
