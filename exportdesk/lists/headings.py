"""Tables that people or publishers make: finding the row of headings, columns by their names."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from exportdesk.lists.text import plain
from exportdesk.lists.workbooks import Cell, Sheet

# Above the headings there may be a title, a date and an empty line.
_ROWS_LOOKED_AT = 12
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings. `above` is what stands over the headings, `headings` are folded."""

    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    above: str = ""


def heading(cell: Cell) -> str:
    """Return a heading as it is compared: on one line, in small letters."""
    return plain(as_text(cell)).casefold()


def find_table(
    grids: Iterable[Sequence[Sequence[Cell]]], fits: Callable[[Sequence[str]], bool]
) -> Table | None:
    """Return the first table whose headings fit, None where there is none."""
    for rows in grids:
        for place, row in enumerate(rows[:_ROWS_LOOKED_AT]):
            headings = [heading(cell) for cell in row]
            if fits(headings):
                above = "\n".join(as_text(cell) for line in rows[:place] for cell in line)
                return Table(headings, rows[place + 1 :], above)
    return None


def grids(sheets: Iterable[Sheet]) -> list[Sequence[Sequence[Cell]]]:
    """Return the rows of every sheet."""
    return [sheet.rows for sheet in sheets]


def as_text(cell: Cell) -> str:
    """Return a cell as text: whole numbers without a point, days as ISO, escapes undone."""
    if isinstance(cell, str):
        return _ESCAPED.sub(_unescaped, cell) if "_x" in cell else cell
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell == _midnight(cell) else cell.isoformat(" ")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _unescaped(found: re.Match[str]) -> str:
    # Excel writes control characters so: `_x000D_` is a carriage return.
    code = int(found.group(1), 16)
    return "" if 0xD800 <= code <= 0xDFFF else chr(code)
