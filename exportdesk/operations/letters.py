"""Letters from BIS: recording them with their scans, and taking their parties in as an own list."""

import csv
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from exportdesk.core.canonical import sha256_hex
from exportdesk.core.changes import Changes
from exportdesk.core.clock import Clock, today
from exportdesk.core.editions import Edition
from exportdesk.core.errors import BadInput
from exportdesk.core.ids import LetterId, PartyId, SourceKey, new_id
from exportdesk.core.letters import Letter, LetterItem, LetterKind
from exportdesk.core.products import Product
from exportdesk.core.progress import Progress
from exportdesk.core.standing import Evidence
from exportdesk.core.text import tidy, tidy_lines
from exportdesk.diligence.letter_touching import touched_products
from exportdesk.lists import Letter as ListLetter
from exportdesk.lists import LetterKind as ListLetterKind
from exportdesk.lists import OwnField, OwnTable
from exportdesk.lists.own_columns import LIST_OF
from exportdesk.operations.case_file import CaseFile
from exportdesk.operations.import_list import ImportRequest
from exportdesk.operations.own_lists import OwnLists, headings_in
from exportdesk.rulebook import read_eccn
from exportdesk.rulebook.hs_codes import read_hs_code
from exportdesk.storage.attachments import Paper
from exportdesk.storage.file_versions import FileVersion
from exportdesk.storage.opening import writing
from exportdesk.storage.workspace import Workspace

NUMBERS = "L"
LETTER_CHANGES = Changes.LETTERS | Changes.CASES | Changes.EVENTS

_KINDS = {
    LetterKind.RED_FLAG: ListLetterKind.RED_FLAG,
    LetterKind.SUPPLIER_LIST: ListLetterKind.SUPPLIER_LIST,
    LetterKind.GUARDIAN: ListLetterKind.PROJECT_GUARDIAN,
    LetterKind.INFORMED: ListLetterKind.IS_INFORMED,
}
_COLUMNS = (
    OwnField.NAME,
    OwnField.ALIASES,
    OwnField.KIND,
    OwnField.COUNTRY,
    OwnField.ADDRESS,
    OwnField.IDENTIFIERS,
    OwnField.REASON,
)


@dataclass(frozen=True, slots=True)
class LetterParty:
    """A party that a letter names, as it is typed; several aliases or countries with `;`."""

    name: str
    aliases: str = ""
    kind: str = ""
    country: str = ""
    address: str = ""
    identifiers: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A letter as recorded, the edition of its own list, and what that touched."""

    letter: Letter
    edition: Edition | None
    changes: Changes


class Letters:
    """The letters of a workspace. Each method may be called on any thread."""

    def __init__(
        self,
        *,
        workspace: Callable[[], Workspace],
        file: CaseFile,
        own_lists: OwnLists,
        country_code: Callable[[str], str],
        clock: Clock,
    ) -> None:
        self._workspace = workspace
        self._file = file
        self._own_lists = own_lists
        self._country_code = country_code
        self._clock = clock

    def list(self, text: str = "") -> list[Letter]:
        """Return the letters that hold every word of `text`, the newest first."""
        return self._workspace().letters.all(text)

    def get(self, letter: LetterId) -> Letter:
        """Return a letter. Raises BadInput where there is none of that id."""
        found = self._workspace().letters.get(letter)
        if found is None:
            raise BadInput("letter-unknown")
        return found

    def versions(self, letter: LetterId) -> tuple[FileVersion, ...]:
        """Return every version of a letter, oldest first."""
        return tuple(self._workspace().versions.of(letter))

    def touching(self, product: Product) -> tuple[Letter, ...]:
        """Return the letters in force that name a product."""
        day = today(self._clock)
        return tuple(
            one
            for one in self.list()
            if one.counts_on(day) and any(True for _each in touched_products(one, [product]))
        )

    def about(self, customer: PartyId) -> tuple[Letter, ...]:
        """Return the letters in force that name a customer, or whose list one of its parties is on.

        A match that was decided to be somebody else does not count.
        """
        workspace = self._workspace()
        matches = workspace.matches.of_customer(customer)
        whose = set(workspace.merged.ids(customer))
        sources = {one.match.source for one in matches if one.state.value != "not_same"}
        day = today(self._clock)
        return tuple(
            one
            for one in self.list()
            if one.counts_on(day) and (whose & set(one.customers) or one.source in sources)
        )

    def add(
        self,
        letter: Letter,
        progress: Progress,
        *,
        parties: Sequence[LetterParty] = (),
        table: Path | None = None,
        read_as: OwnTable | None = None,
        list_name: str = "",
        scans: Iterable[tuple[str, bytes]] = (),
    ) -> Recorded:
        """Record a letter under the next number, its parties taken in as an own list.

        The parties are those named, or those of a table, read as `read_as` says, else as it looks.
        `list_name` is what the list is to be called; the letter's reference where none is given.
        Raises BadInput (nothing named, a list of that name is there), ListRefused, StorageFault,
        Cancelled; no letter is kept then.
        """
        workspace = self._file.writable()
        evidence = tuple(self._file.attach(data, name) for name, data in scans)
        letter = replace(self._sound(letter), scans=(*letter.scans, *evidence))
        edition = None
        if parties or table is not None:
            edition = self._take_in(letter, parties, (table, read_as), list_name, progress)
            names = tuple(one.name for one in parties if one.name)
            letter = replace(letter, source=edition.source, parties=letter.parties or names)
        if not letter.names_something:
            raise BadInput("letter-names-nothing")
        now = self._clock.now()
        with writing(workspace.db):
            number = workspace.screenings.next_number(NUMBERS, now.local.year)
            kept = replace(letter, number=number)
            self._write(workspace, kept, "letter_recorded", {})
        changes = LETTER_CHANGES | (Changes.LISTS if edition else Changes.NOTHING)
        return Recorded(kept, edition, changes)

    def take_parties(
        self,
        letter: Letter,
        progress: Progress,
        *,
        was: Letter | None = None,
        parties: Sequence[LetterParty] = (),
        table: Path | None = None,
        read_as: OwnTable | None = None,
        list_name: str = "",
    ) -> Recorded:
        """Keep a letter that named no party until now with parties, taken in as `add` does.

        Raises what `add` and `save` raise, and BadInput where it has a list already.
        """
        self._file.writable()
        sound = self._sound(letter)
        if sound.source:
            raise BadInput("letter-list-taken", name=sound.source.partition(":")[2])
        edition = self._take_in(sound, parties, (table, read_as), list_name, progress)
        names = tuple(one.name for one in parties if one.name)
        kept = self.save(replace(sound, source=edition.source, parties=names), was=was)
        return Recorded(kept, edition, LETTER_CHANGES | Changes.LISTS)

    def save(self, letter: Letter, was: Letter | None = None) -> Letter:
        """Keep a letter as it is now; each version stays. Raises BadInput, StorageFault."""
        workspace = self._file.writable()
        changed = self._sound(letter)
        if not changed.names_something:
            raise BadInput("letter-names-nothing")
        with writing(workspace.db):
            kept = workspace.letters.get(letter.id)
            if kept is None:
                raise BadInput("letter-unknown")
            if was is not None and was != kept:
                raise BadInput("letter-changed-elsewhere", number=kept.number)
            changed = replace(changed, number=kept.number)
            if changed != kept:
                self._write(workspace, changed, "letter_changed", {})
        return changed

    def end(self, letter: Letter, on: date, reason: str) -> Letter:
        """Say that a letter does not count from a day on. Raises BadInput, StorageFault."""
        why = tidy_lines(reason)
        if not why:
            raise BadInput("reason-missing")
        return self.save(replace(letter, ended_on=on, end_reason=why), was=letter)

    def read(self, scan: Evidence) -> bytes:
        """Return the bytes of a scan. Raises StorageFault."""
        paper = Paper("", "evidence", scan.sha256, scan.name, scan.size, "")
        return self._workspace().attachments.read(paper)

    def _sound(self, letter: Letter) -> Letter:
        """Return a letter with its codes in the program's form. Raises BadInput."""
        countries = []
        for text in letter.countries:
            code = self._country_code(text)
            if not code:
                raise BadInput("country-unknown", country=text)
            countries.append(code)
        return replace(
            letter,
            id=letter.id or LetterId(new_id()),
            reference=tidy(letter.reference),
            asks=tidy_lines(letter.asks),
            notes=tidy_lines(letter.notes),
            items=tuple(_item(one) for one in letter.items if not one.is_empty),
            countries=tuple(dict.fromkeys(countries)),
        )

    def _take_in(
        self,
        letter: Letter,
        parties: Sequence[LetterParty],
        file: tuple[Path | None, OwnTable | None],
        list_name: str,
        progress: Progress,
    ) -> Edition:
        name = tidy(list_name) or tidy(letter.reference.replace(":", " "))
        if not name:
            raise BadInput("letter-list-name")
        if self._own_lists.held(name) is not None:
            raise BadInput("letter-list-taken", name=name)
        source = self._own_lists.key_of(name)
        told = ListLetter(_KINDS[letter.kind], letter.dated, letter.reference, letter.asks)
        table, read_as = file
        if table is not None:
            return self._import(table, source, told, progress, read_as)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "parties.csv"
            with path.open("w", encoding="utf-8", newline="") as stream:
                sheet = csv.writer(stream)
                sheet.writerow(column.value for column in _COLUMNS)
                sheet.writerows(
                    [getattr(one, column.value) for column in _COLUMNS] for one in parties
                )
            return self._import(path, source, told, progress)

    def _import(
        self,
        path: Path,
        source: SourceKey,
        letter: ListLetter,
        progress: Progress,
        read_as: OwnTable | None = None,
    ) -> Edition:
        opened = self._own_lists.open(path, read_as)
        mapping = opened.table.mapping
        own = OwnTable(
            mapping if mapping and mapping.names_somebody else None,
            letter,
            opened.table.sheet,
            opened.table.encoding,
            opened.table.delimiter,
        )
        header = headings_in(opened.rows, mapping.skip) if mapping else ()
        return self._own_lists.take_in(ImportRequest(path, source, own=own), header, progress)

    def _write(
        self, workspace: Workspace, letter: Letter, act: str, told: dict[str, object]
    ) -> None:
        now, actor = self._clock.now(), workspace.settings.settings().operator
        body = workspace.letters.save(letter, now.utc_text)
        workspace.versions.add(letter.id, act, now, actor, body)
        payload: dict[str, object] = {
            "id": letter.id,
            "number": letter.number,
            "kind": letter.kind.value,
            "version_sha256": sha256_hex(body.encode()),
            **told,
        }
        workspace.events.append(act, letter.number, payload, at=now.utc_text, actor=actor)


def list_of(kind: LetterKind) -> str:
    """Return the code of the own list that the parties of such a letter are on."""
    return LIST_OF[_KINDS[kind]]


def _item(item: LetterItem) -> LetterItem:
    """Return an item with its codes in the program's form. Raises BadInput."""
    digits = "".join(sign for sign in item.hs_code if sign.isdecimal())
    if item.hs_code and not 4 <= len(digits) <= 10:
        raise BadInput("letter-code-bad", code_as_written=item.hs_code)
    code = read_hs_code(item.hs_code).digits or digits if item.hs_code else ""
    if item.eccn and not read_eccn(item.eccn):
        raise BadInput("letter-eccn-bad", eccn=item.eccn)
    return LetterItem(code, read_eccn(item.eccn), tidy(item.sku), tidy(item.text))
