"""A file of parties to screen: CSV or spreadsheet in, results out."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Protocol

from exportdesk.core.editions import EditionUse
from exportdesk.core.errors import BadInput
from exportdesk.core.matches import Match
from exportdesk.core.parties import Party, PartyKind
from exportdesk.core.progress import Progress
from exportdesk.core.text import tidy
from exportdesk.operations.past_screening import PastLists, past_value
from exportdesk.operations.values import match_value
from exportdesk.rulebook import Countries
from exportdesk.storage.opening import fault
from exportdesk.tables.neutral import neutralized
from exportdesk.tables.plain import csv_rows, delimiter_of, sheet_rows, text_of
from exportdesk.tables.vocabulary import kind_of
from exportdesk.tables.workbook_limits import NoTable, is_workbook

_COLUMNS = ("id", "name", "country", "kind", "address", "identifier")
_KINDS_OUT = (".csv", ".xlsx", ".jsonl")
_SHEETS = (".xlsx", ".xls", ".xlsb", ".ods")
_REFUSALS = {"encoding": "file-encoding", "not-text": "file-kind-unknown"}


@dataclass(frozen=True, slots=True)
class PartyRow:
    """One row of the file: its number (from 1, without the header), id, party, and what is odd."""

    row: int
    id: str
    party: Party
    problems: tuple[tuple[str, Mapping[str, object]], ...] = ()


@dataclass(frozen=True, slots=True)
class RowResult:
    """One row and its possible matches, best first."""

    row: PartyRow
    matches: tuple[Match, ...]


def read_parties(path: Path, countries: Countries) -> list[PartyRow]:
    """Return the parties of a CSV file or the first sheet of a spreadsheet.

    The first row names the columns: id, name, country, kind, address, identifier, in any order, of
    which a name, an address or an identifier must be there. Raises BadInput.
    """
    if not path.is_file():
        raise BadInput("file-missing", path=str(path))
    rows = _rows_of(path)
    header = [tidy(cell).casefold() for cell in next(rows, [])]
    places = {name: header.index(name) for name in _COLUMNS if name in header}
    if not places.keys() & {"name", "address", "identifier"}:
        raise BadInput("file-no-name-column", path=str(path))
    return [
        _party_row(number, {name: _cell(cells, at) for name, at in places.items()}, countries)
        for number, cells in enumerate(rows, start=1)
        if any(tidy(cell) for cell in cells)
    ]


def check_target(path: Path, source: Path) -> None:
    """Raise BadInput where the results for the file `source` cannot be meant to go to `path`."""
    if path.suffix.lower() not in _KINDS_OUT:
        raise BadInput("out-kind-unknown", path=str(path))
    if not path.parent.is_dir():
        raise BadInput("out-folder-missing", folder=str(path.parent))
    if path.exists() and source.exists() and path.samefile(source):
        raise BadInput("out-is-in", path=str(path))


class ScreensMany(Protocol):
    """Who screens many parties: against the lists of today, or those of a past day."""

    def matches_of(
        self,
        parties: Sequence[Party],
        progress: Progress,
        *,
        min_score: float | None = None,
        limit: int = 50,
    ) -> list[tuple[Match, ...]]:
        """Return the possible matches of each party, in their order."""
        ...


def screen_rows(
    rows: Sequence[PartyRow],
    screenings: ScreensMany,
    progress: Progress,
    *,
    min_score: float | None = None,
    limit: int = 50,
) -> list[RowResult]:
    """Return every row with its possible matches; a row with nothing to screen has none.

    Raises ListsMissing, StorageFault, Cancelled.
    """
    found = screenings.matches_of(
        [row.party for row in rows], progress, min_score=min_score, limit=limit
    )
    return [RowResult(row, matches) for row, matches in zip(rows, found, strict=True)]


def write_results(
    results: Sequence[RowResult],
    editions: Sequence[EditionUse],
    path: Path | None,
    past: PastLists | None = None,
) -> str:
    """Write the results to `path` by its ending: .csv, .xlsx or .jsonl (JSON lines).

    Without a path the JSON lines are returned instead. `past` is the day as of which was screened.
    Raises BadInput, StorageFault.
    """
    if path is None:
        return _json_lines(results, editions, past)
    try:
        if path.suffix.lower() == ".xlsx":
            _write_workbook(path, results, past)
        elif path.suffix.lower() == ".csv":
            with path.open("w", encoding="utf-8-sig", newline="") as file:
                csv.writer(file).writerows(_table(results, past))
        else:
            path.write_text(_json_lines(results, editions, past), encoding="utf-8", newline="\n")
    except OSError as error:
        raise fault(error, path) from error
    return ""


def _party_row(number: int, cells: Mapping[str, str], countries: Countries) -> PartyRow:
    problems: list[tuple[str, Mapping[str, object]]] = []
    country = ""
    if said := cells.get("country", ""):
        country = countries.country_code(said)
        if not country:
            problems.append(("country-unknown", {"country": said}))
    kind = PartyKind.UNKNOWN
    if said := cells.get("kind", ""):
        kind = kind_of(said) or PartyKind.UNKNOWN
        if kind_of(said) is None:
            problems.append(("kind-unknown", {"kind": said}))
    party = Party(
        name=cells.get("name", ""),
        kind=kind,
        country=country,
        address=cells.get("address", ""),
        identifier=cells.get("identifier", ""),
    )
    return PartyRow(number, cells.get("id", "") or str(number), party, tuple(problems))


def _cell(cells: Sequence[str], at: int) -> str:
    return tidy(cells[at]) if at < len(cells) else ""


def _rows_of(path: Path) -> Iterator[list[str]]:
    try:
        data = path.read_bytes()
        if is_workbook(data) or path.suffix.lower() in _SHEETS:
            yield from sheet_rows(data, old_kinds=True)
            return
        text, _encoding = text_of(data)
        yield from csv_rows(text, delimiter_of(text))
    except OSError as error:
        raise BadInput("file-unreadable", path=str(path), detail=str(error)) from error
    except NoTable as error:
        code = _REFUSALS.get(error.code, "file-unreadable")
        raise BadInput(code, path=str(path), detail=error.detail or error.code) from error


_MOST_ROWS = 1_048_576  # of a sheet; xlsxwriter drops what is beyond without a word


class _Writer(Protocol):
    def write_string(self, row: int, column: int, text: str) -> object: ...


def _write_workbook(path: Path, results: Sequence[RowResult], past: PastLists | None) -> None:
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    if 1 + sum(max(1, len(result.matches)) for result in results) > _MOST_ROWS:
        raise BadInput("out-too-long")
    # Packed into memory: on a full disk it would leave an archive that cannot be closed.
    packed = BytesIO()
    try:
        with Workbook(packed) as book:
            sheet: _Writer = book.add_worksheet("screening")
            for row, cells in enumerate(_table(results, past)):
                for column, cell in enumerate(cells):
                    sheet.write_string(row, column, cell)
    except FileCreateError as error:
        raise fault(OSError(*error.args[0].args), path) from error
    path.write_bytes(packed.getbuffer())


_OUT = (
    "id", "name", "country", "kind", "address", "identifier", "score", "strength", "listed_party",
    "matched_name", "list", "source", "uid",
)  # fmt: skip
_OUT_PAST = ("as_of", "editions")


def _table(results: Iterable[RowResult], past: PastLists | None) -> Iterator[list[str]]:
    then = [past.day.isoformat(), past.text] if past else []
    yield [*_OUT, *_OUT_PAST[: len(then)]]
    for result in results:
        party = result.row.party
        ours = [
            result.row.id,
            party.name,
            party.country,
            party.kind.value,
            party.address,
            party.identifier,
        ]
        if not result.matches:
            yield [neutralized(cell) for cell in [*ours, *[""] * 7, *then]]
        for match in result.matches:
            theirs = [
                f"{match.score:.1f}",
                match.strength.value,
                match.name,
                match.matched_name,
                match.list,
                match.source,
                match.uid,
            ]
            yield [neutralized(cell) for cell in [*ours, *theirs, *then]]


def _json_lines(
    results: Iterable[RowResult], editions: Sequence[EditionUse], past: PastLists | None
) -> str:
    used: dict[str, object] = {"editions": {edition.source: edition.id for edition in editions}}
    if past is not None:
        used = past_value(past)
    lines = [
        json.dumps(
            {
                "id": result.row.id,
                "name": result.row.party.name,
                "matches": [match_value(match) for match in result.matches],
                **used,
            },
            ensure_ascii=False,
        )
        for result in results
    ]
    return "".join(line + "\n" for line in lines)
