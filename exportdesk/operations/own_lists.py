"""Lists of the user's own: opening a table, looking it over, remembering how it was read."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from exportdesk.core.editions import OWN, Edition
from exportdesk.core.errors import ListRefused, StorageFault
from exportdesk.core.ids import SourceKey
from exportdesk.core.listings import Listing
from exportdesk.core.own_tables import KnownTable, KnownTables
from exportdesk.core.progress import Progress
from exportdesk.lists import (
    ColumnMapping,
    Letter,
    LetterKind,
    OwnCheck,
    OwnField,
    OwnTable,
    check_own,
    find_header,
    guess_mapping,
    peek,
)
from exportdesk.operations.import_list import ImportRequest
from exportdesk.operations.lists import Lists
from exportdesk.storage.opening import writing
from exportdesk.storage.workspace import Workspace
from exportdesk.tables.vocabulary import folded

ROWS_SHOWN = 40

_AS_IT_IS = ColumnMapping((), skip=0)
_ANY = SourceKey(f"{OWN}-")


@dataclass(frozen=True, slots=True)
class OwnFile:
    """The beginning of a table: its first `rows` as they stand, and how they are best read.

    `table` holds the mapping and, from `known`, the letter: how a table of this shape was read
    last. `encoding` and `delimiter` are "" for a workbook, `sheets` () for a CSV.
    """

    path: Path
    size: int
    rows: tuple[tuple[str, ...], ...]
    table: OwnTable
    encoding: str = ""
    delimiter: str = ""
    sheets: tuple[str, ...] = ()
    known: KnownTable | None = None

    @property
    def width(self) -> int:
        """How many columns there are, without those at the end that hold nothing."""
        filled = (at for row in self.rows for at, cell in enumerate(row, start=1) if cell.strip())
        return max(filled, default=0)


class OwnLists:
    """The user's own lists. Each method may be called on any thread."""

    def __init__(
        self,
        *,
        workspace: Callable[[], Workspace],
        lists: Lists,
        country_code: Callable[[str], str],
    ) -> None:
        self._workspace = workspace
        self._lists = lists
        self._country_code = country_code

    def held(self, name: str) -> Edition | None:
        """Return the edition in force of the own list of that name, whatever its case."""
        wanted = name.casefold()
        for status in self._lists.status().sources:
            if status.source.is_own and status.source.name.casefold() == wanted:
                return status.edition
        return None

    def key_of(self, name: str) -> SourceKey:
        """Return the key of the own list of that name. Raises BadInput where it cannot be one."""
        held = self.held(name)
        return held.source if held else self._lists.catalogue.source(f"{OWN}{name}").key

    def open(self, path: Path, read_as: OwnTable | None = None) -> OwnFile:
        """Return the beginning of the table in a file, read as `read_as` says, else as last time.

        Raises BadInput (no such file), ListRefused (no table).
        """
        known = () if read_as else self._workspace().settings.own_tables().tables
        opened = _open(path, read_as or OwnTable())
        ways = dict.fromkeys((one.sheet, one.encoding, one.delimiter) for one in known)
        for way in ways:
            with suppress(ListRefused):  # not how this one is to be read
                tried = _open(path, _way(*way)) if any(way) else opened
                fitting = (one for one in known if (one.sheet, one.encoding, one.delimiter) == way)
                for one in fitting:
                    if _fits(one, tried):
                        return _as_known(tried, one)
        return opened

    def check(
        self, path: Path, table: OwnTable, header: Sequence[str], progress: Progress
    ) -> OwnCheck:
        """Look the whole file over. Raises BadInput, ListRefused, Cancelled."""
        source = self._lists.catalogue.source(_ANY)
        return check_own(path, source, table, header, self._country_code, progress)

    def current(self, source: SourceKey) -> tuple[Listing, ...]:
        """Return the listings of an own list that are in force, whole."""
        return self._lists.current(source)

    def known(self, source: SourceKey) -> KnownTable | None:
        """Return how the table of an own list was read last, None where that is not known."""
        known = self._workspace().settings.own_tables().tables
        return next((one for one in known if one.source == source), None)

    def take_in(
        self,
        request: ImportRequest,
        header: Sequence[str],
        progress: Progress,
        *,
        keep: Callable[[Edition], object] | None = None,
    ) -> Edition:
        """Take in an own list and remember how its table was read; raises as `import_file` does.

        With `keep` together with what that writes, as `import_with` does.
        """
        if keep is None:
            edition = self._lists.import_file(request, progress)
        else:
            edition = self._lists.import_with(request, progress, keep)
        workspace = self._workspace()
        # The list is in force by now; that its columns have to be chosen again is no failure.
        with suppress(StorageFault), writing(workspace.db):
            known: KnownTables = workspace.settings.own_tables()
            workspace.settings.save_own_tables(known.with_one(_remembered(request, header)))
        return edition


def _open(path: Path, table: OwnTable) -> OwnFile:
    """Return the rows as they stand; the mapping is the one given, else the best guess."""
    seen = peek(
        path,
        ROWS_SHOWN,
        OwnTable(_AS_IT_IS, sheet=table.sheet, encoding=table.encoding, delimiter=table.delimiter),
    )
    rows = seen.rows
    mapping = table.mapping or find_header(rows) or _without_headings(rows)
    return OwnFile(
        path,
        path.stat().st_size,
        rows,
        OwnTable(mapping, table.letter, table.sheet, table.encoding, table.delimiter),
        seen.encoding,
        seen.delimiter,
        seen.sheets,
    )


def _without_headings(rows: Sequence[Sequence[str]]) -> ColumnMapping:
    """Return no more than is certain: one column of words is a column of names."""
    width = max(map(len, rows), default=0)
    columns: list[OwnField | None] = [OwnField.NAME] if width == 1 else [None] * width
    return ColumnMapping(tuple(columns), skip=0)


def mapping_under(rows: Sequence[Sequence[str]], skip: int) -> ColumnMapping:
    """Return the guess where the headings stand in row `skip`, 0 for none."""
    if not 0 < skip <= len(rows):
        return _without_headings(rows)
    return ColumnMapping(guess_mapping(rows[skip - 1]).columns, skip)


def _way(sheet: str, encoding: str, delimiter: str) -> OwnTable:
    return OwnTable(sheet=sheet, encoding=encoding, delimiter=delimiter)


def headings_in(rows: Sequence[Sequence[str]], skip: int) -> tuple[str, ...]:
    """Return the row of headings as it stands, () for none."""
    return tuple(rows[skip - 1]) if 0 < skip <= len(rows) else ()


def _shape(header: Sequence[str]) -> tuple[str, ...]:
    headings = list(map(folded, header))
    while headings and not headings[-1]:
        headings.pop()
    return tuple(headings)


def _fits(known: KnownTable, opened: OwnFile) -> bool:
    if known.headings:
        return _shape(headings_in(opened.rows, known.skip)) == known.headings
    bare = opened.table.mapping is None or opened.table.mapping.skip == 0
    return bare and opened.width == len(known.columns)


def _as_known(opened: OwnFile, known: KnownTable) -> OwnFile:
    columns = tuple(OwnField(one) if one else None for one in known.columns)
    mapping = ColumnMapping(columns, known.skip)
    dated = date.fromisoformat(known.dated) if known.dated else None
    kind = LetterKind(known.kind) if known.kind else None
    letter = Letter(kind, dated, known.reference, known.asks) if kind else None
    table = OwnTable(mapping, letter, known.sheet, known.encoding, known.delimiter)
    return OwnFile(
        opened.path,
        opened.size,
        opened.rows,
        table,
        opened.encoding,
        opened.delimiter,
        opened.sheets,
        known,
    )


def _remembered(request: ImportRequest, header: Sequence[str]) -> KnownTable:
    own = request.own or OwnTable()
    mapping = own.mapping or ColumnMapping(())
    letter = own.letter
    return KnownTable(
        headings=_shape(header),
        columns=tuple(one.value if one else "" for one in mapping.columns),
        skip=mapping.skip,
        source=request.source,
        kind=letter.kind.value if letter else "",
        dated=letter.dated.isoformat() if letter and letter.dated else "",
        reference=letter.reference if letter else "",
        asks=letter.asks if letter else "",
        sheet=own.sheet,
        encoding=own.encoding,
        delimiter=own.delimiter,
    )
