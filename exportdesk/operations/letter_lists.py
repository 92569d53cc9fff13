"""The parties of letters from BIS: taken in as an own list, read back from it, written anew."""

import csv
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from exportdesk.core.editions import Edition
from exportdesk.core.errors import BadInput
from exportdesk.core.ids import SourceKey
from exportdesk.core.letters import Letter, LetterKind
from exportdesk.core.listings import Identifier, Listing
from exportdesk.core.own_tables import KnownTable
from exportdesk.core.parties import PartyKind
from exportdesk.core.progress import Progress
from exportdesk.core.text import tidy
from exportdesk.lists import ColumnMapping, OwnField, OwnTable
from exportdesk.lists import Letter as ListLetter
from exportdesk.lists import LetterKind as ListLetterKind
from exportdesk.lists.own_columns import LIST_OF, field_of
from exportdesk.operations.import_list import ImportRequest
from exportdesk.operations.own_lists import OwnLists, headings_in
from exportdesk.tables.vocabulary import folded

_KINDS = {
    LetterKind.RED_FLAG: ListLetterKind.RED_FLAG,
    LetterKind.SUPPLIER_LIST: ListLetterKind.SUPPLIER_LIST,
    LetterKind.GUARDIAN: ListLetterKind.PROJECT_GUARDIAN,
    LetterKind.INFORMED: ListLetterKind.IS_INFORMED,
}
_COLUMNS = tuple(OwnField)
_TYPED = "parties.csv"

Keep = Callable[[Edition], object]


@dataclass(frozen=True, slots=True)
class LetterParty:
    """A party that a letter names, as it is typed; several aliases or countries with `;`.

    `key` is that of its listing, by which it stays the same one when it is altered; "" where it is
    not listed yet. `more` is what its table said beside that.
    """

    name: str
    aliases: str = ""
    kind: str = ""
    country: str = ""
    address: str = ""
    identifiers: str = ""
    reason: str = ""
    street: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    key: str = ""
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def cells(self) -> list[str]:
        """What stands in the columns of the list."""
        return [
            self.key if column is OwnField.ID else str(getattr(self, column.value))
            for column in _COLUMNS
        ]


class LetterLists:
    """The own lists behind letters. Each method may be called on any thread."""

    def __init__(self, own_lists: OwnLists) -> None:
        self._own_lists = own_lists

    def parties(self, letter: Letter) -> tuple[LetterParty, ...]:
        """Return the parties of a letter's list as they are now, () where it has none."""
        if not letter.source:
            return ()
        known = self._own_lists.known(letter.source)
        return tuple(_party(one, known) for one in self._own_lists.current(letter.source))

    def follows(self, letter: Letter) -> bool:
        """Whether the letter's list says of the letter what the letter says of itself."""
        told = _told(letter)
        dated = told.dated.isoformat() if told.dated else ""
        return all(
            (one.citation, one.start_date, one.requirement) == (told.reference, dated, told.asks)
            for one in self._own_lists.current(letter.source)
        )

    def new_source(self, letter: Letter, list_name: str) -> SourceKey:
        """Return the key of the list that a letter's parties become. Raises BadInput."""
        name = tidy(list_name) or tidy(letter.reference.replace(":", " "))
        if not name:
            raise BadInput("letter-list-name")
        if self._own_lists.held(name) is not None:
            raise BadInput("letter-list-taken", name=name)
        return self._own_lists.key_of(name)

    def take_table(
        self,
        letter: Letter,
        source: SourceKey,
        path: Path,
        read_as: OwnTable | None,
        progress: Progress,
        keep: Keep,
    ) -> Edition:
        """Take in a table as the list of a letter, together with what `keep` writes.

        Raises what `Lists.import_with` raises.
        """
        opened = self._own_lists.open(path, read_as)
        mapping = opened.table.mapping
        own = OwnTable(
            mapping if mapping and mapping.names_somebody else None,
            _told(letter),
            opened.table.sheet,
            opened.table.encoding,
            opened.table.delimiter,
        )
        header = headings_in(opened.rows, mapping.skip) if mapping else ()
        request = ImportRequest(path, source, own=own)
        return self._own_lists.take_in(request, header, progress, keep=keep)

    def write(
        self,
        letter: Letter,
        source: SourceKey,
        parties: Sequence[LetterParty],
        progress: Progress,
        keep: Keep,
        *,
        why: str = "",
    ) -> Edition:
        """Write the list of a letter with these parties, together with what `keep` writes.

        `why` says why parties of it may be gone. Raises what `Lists.import_with` raises.
        """
        more = list(dict.fromkeys(heading for one in parties for heading in one.more))
        header = [column.value for column in _COLUMNS] + more
        mapping = ColumnMapping((*_COLUMNS, *[None] * len(more)))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / _TYPED
            with path.open("w", encoding="utf-8", newline="") as stream:
                sheet = csv.writer(stream)
                sheet.writerow(header)
                for one in parties:
                    sheet.writerow([*one.cells, *(one.more.get(heading, "") for heading in more)])
            request = ImportRequest(
                path,
                source,
                override_reason=why,
                own=OwnTable(mapping, _told(letter), encoding="utf-8", delimiter=","),
                origin=_TYPED,  # where it lay for a moment means nothing later
                is_whole=True,
            )
            return self._own_lists.take_in(request, header, progress, keep=keep)


def list_of(kind: LetterKind) -> str:
    """Return the code of the own list that the parties of such a letter are on."""
    return LIST_OF[_KINDS[kind]]


def _told(letter: Letter) -> ListLetter:
    return ListLetter(_KINDS[letter.kind], letter.dated, letter.reference, letter.asks)


def _party(listing: Listing, known: KnownTable | None) -> LetterParty:
    """Return a listing as its row said it: what the list made of it would be made of it again."""
    told: dict[OwnField | None, list[str]] = {}
    more: dict[str, str] = {}
    for heading, cell in listing.record.items():
        if not isinstance(cell, str):
            continue
        column = _column(heading, known)
        told.setdefault(column, []).append(cell)
        if column is None:
            more[heading] = cell
    names = [] if listing.kind is PartyKind.ADDRESS else [one.text for one in listing.names]
    kind = "" if listing.kind in (PartyKind.UNKNOWN, PartyKind.ADDRESS) else listing.kind.value

    def said(column: OwnField, between: str = ", ") -> str:
        return between.join(map(tidy, told.get(column, ())))

    return LetterParty(
        name=names[0] if names else "",
        aliases="; ".join(names[1:]),
        kind=kind,
        country=said(OwnField.COUNTRY, "; ") or "; ".join(listing.countries),
        address=said(OwnField.ADDRESS),
        identifiers="; ".join(map(_identifier, listing.identifiers)),
        reason=said(OwnField.REASON, "; "),
        street=said(OwnField.STREET),
        city=said(OwnField.CITY),
        region=said(OwnField.REGION),
        postal_code=said(OwnField.POSTAL_CODE),
        key=listing.uid.removeprefix(f"{listing.source}:"),
        more=more,
    )


def _column(heading: str, known: KnownTable | None) -> OwnField | None:
    """Return what a column held: as its table was read, else what its heading says."""
    shape = folded(heading)
    if known is not None and shape in known.headings:
        at = known.headings.index(shape)
        named = known.columns[at] if at < len(known.columns) else ""
        return OwnField(named) if named else None
    return field_of(heading)


def _identifier(one: Identifier) -> str:
    said = f"{one.type}: {one.number}" if one.type else one.number
    return f"{said} ({one.country})" if one.country else said
