"""Letters from BIS: recording them with their scans, and taking their parties in as an own list."""

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
from exportdesk.core.letters import Letter, LetterItem
from exportdesk.core.products import Product
from exportdesk.core.progress import Progress
from exportdesk.core.standing import Evidence
from exportdesk.core.text import tidy, tidy_lines
from exportdesk.diligence.letter_touching import touched_products
from exportdesk.lists import OwnTable
from exportdesk.operations.case_file import CaseFile
from exportdesk.operations.letter_lists import LetterLists, LetterParty
from exportdesk.operations.own_lists import OwnLists
from exportdesk.rulebook import read_eccn
from exportdesk.rulebook.hs_codes import read_hs_code
from exportdesk.storage.attachments import Paper
from exportdesk.storage.file_versions import FileVersion
from exportdesk.storage.opening import writing
from exportdesk.storage.workspace import Workspace

NUMBERS = "L"
_MOST_NAMED = 60
LETTER_CHANGES = Changes.LETTERS | Changes.CASES | Changes.EVENTS


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
        self._lists = LetterLists(own_lists)
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

    def parties(self, letter: Letter) -> tuple[LetterParty, ...]:
        """Return the parties of a letter as its list has them now."""
        return self._lists.parties(letter)

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
        """Record a letter under the next number, its parties taken in as an own list: one act.

        The parties are those named, or those of a table, read as `read_as` says, else as it looks.
        `list_name` is what the list is to be called; the letter's reference where none is given.
        Raises BadInput (nothing named, a list of that name is there), ListRefused, StorageFault,
        Cancelled; neither letter nor list is kept then.
        """
        workspace = self._file.writable()
        sound, files = self._sound(letter), tuple(scans)
        self._check_countries(parties)
        kept: list[Letter] = []
        if not parties and table is None:
            with writing(workspace.db):
                kept.append(self._record(sound, files))
            return Recorded(kept[0], None, LETTER_CHANGES)

        def keep(edition: Edition) -> None:
            kept.append(self._record(_listed(sound, edition, parties), files))

        source = self._lists.new_source(sound, list_name)
        edition = self._take(sound, source, progress, parties, (table, read_as), keep)
        return Recorded(kept[0], edition, LETTER_CHANGES | Changes.LISTS)

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
        kept: list[Letter] = []

        def keep(edition: Edition) -> None:
            kept.append(self._change(_listed(sound, edition, parties), was))

        source = self._lists.new_source(sound, list_name)
        edition = self._take(sound, source, progress, parties, (table, read_as), keep)
        return Recorded(kept[0], edition, LETTER_CHANGES | Changes.LISTS)

    def change(
        self,
        letter: Letter,
        progress: Progress,
        *,
        was: Letter | None = None,
        parties: Sequence[LetterParty] | None = None,
        had: Sequence[LetterParty] | None = None,
    ) -> Recorded:
        """Keep a letter that has a list, as it is now; the list follows: one act.

        `parties` are all that it names, None for those that the list has. `had` are those that were
        shown: where the list has others by now, nothing is overwritten. Raises what `add` and
        `save` raise, and BadInput where nobody would be left in the list.
        """
        self._file.writable()
        sound = self._sound(letter)
        held = self._lists.parties(sound)
        if had is not None and tuple(had) != held:
            raise BadInput("letter-changed-elsewhere", number=sound.number)
        wanted = held if parties is None else tuple(parties)
        self._check_countries(one for one in wanted if not one.key)
        if not wanted and held:
            raise BadInput("letter-list-emptied", name=sound.source.partition(":")[2])
        if wanted == held and self._lists.follows(sound):
            return Recorded(self.save(sound, was=was), None, LETTER_CHANGES)
        if wanted != held:
            sound = replace(sound, parties=_names(wanted))
        kept: list[Letter] = []

        def keep(_edition: Edition) -> None:
            kept.append(self._change(sound, was))

        why = f"Changed with the letter {sound.number}"  # kept, and printed in English
        edition = self._lists.write(sound, sound.source, wanted, progress, keep, why=why)
        return Recorded(kept[0], edition, LETTER_CHANGES | Changes.LISTS)

    def save(self, letter: Letter, was: Letter | None = None) -> Letter:
        """Keep a letter as it is now; each version stays. Raises BadInput, StorageFault."""
        workspace = self._file.writable()
        sound = self._sound(letter)
        with writing(workspace.db):
            return self._change(sound, was)

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

    def _check_countries(self, parties: Iterable[LetterParty]) -> None:
        """Refuse a party in no country: the word would be kept and mean nothing. Raises BadInput.

        A table may hold such words; what it says is kept as it stands.
        """
        for one in parties:
            for word in filter(None, map(tidy, one.country.split(";"))):
                if not self._country_code(word):
                    raise BadInput("country-unknown", country=word)

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

    def _take(
        self,
        letter: Letter,
        source: SourceKey,
        progress: Progress,
        parties: Sequence[LetterParty],
        file: tuple[Path | None, OwnTable | None],
        keep: Callable[[Edition], object],
    ) -> Edition:
        table, read_as = file
        if table is not None:
            return self._lists.take_table(letter, source, table, read_as, progress, keep)
        return self._lists.write(letter, source, parties, progress, keep)

    def _record(self, letter: Letter, scans: Iterable[tuple[str, bytes]]) -> Letter:
        """Keep a new letter under the next number. Call inside `writing`."""
        workspace = self._file.writable()
        if not letter.names_something:
            raise BadInput("letter-names-nothing")
        evidence = tuple(self._file.attach(data, name) for name, data in scans)
        number = workspace.screenings.next_number(NUMBERS, self._clock.now().local.year)
        kept = replace(letter, number=number, scans=(*letter.scans, *evidence))
        self._write(workspace, kept, "letter_recorded", {})
        return kept

    def _change(self, letter: Letter, was: Letter | None) -> Letter:
        """Keep a letter as it is now. Call inside `writing`."""
        workspace = self._file.writable()
        if not letter.names_something:
            raise BadInput("letter-names-nothing")
        kept = workspace.letters.get(letter.id)
        if kept is None:
            raise BadInput("letter-unknown")
        if was is not None and was != kept:
            raise BadInput("letter-changed-elsewhere", number=kept.number)
        changed = replace(letter, number=kept.number)
        if changed != kept:
            self._write(workspace, changed, "letter_changed", {})
        return changed

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


def _listed(letter: Letter, edition: Edition, parties: Sequence[LetterParty]) -> Letter:
    return replace(letter, source=edition.source, parties=letter.parties or _names(parties))


def _names(parties: Sequence[LetterParty]) -> tuple[str, ...]:
    """Return what parties are called, none where the list tells it better than the letter can."""
    if len(parties) > _MOST_NAMED:
        return ()
    return tuple(one.name or one.address for one in parties if one.name or one.address)


def _item(item: LetterItem) -> LetterItem:
    """Return an item with its codes in the program's form. Raises BadInput."""
    digits = "".join(sign for sign in item.hs_code if sign.isdecimal())
    if item.hs_code and not 4 <= len(digits) <= 10:
        raise BadInput("letter-code-bad", code_as_written=item.hs_code)
    code = read_hs_code(item.hs_code).digits or digits if item.hs_code else ""
    if item.eccn and not read_eccn(item.eccn):
        raise BadInput("letter-eccn-bad", eccn=item.eccn)
    return LetterItem(code, read_eccn(item.eccn), tidy(item.sku), tidy(item.text))
