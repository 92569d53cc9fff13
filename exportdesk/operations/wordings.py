"""The wordings of papers: which are in use, changed into a version of one's own, put back.

A wording is a file in the workspace, so that it can be mailed to counsel. Every version that was in
use stays beside it in `past`, and each change is an event: what a customer signed is found again.
"""

import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from exportdesk.core import resources
from exportdesk.core.canonical import sha256_hex
from exportdesk.core.certifications import ENGLISH
from exportdesk.core.changes import Changes
from exportdesk.core.clock import Clock, today
from exportdesk.core.errors import BadInput, ReadOnlyWorkspace
from exportdesk.core.papers import PaperKind
from exportdesk.core.words import say
from exportdesk.documents.paper_wording import read_paper_wording
from exportdesk.documents.wording import Review
from exportdesk.documents.wording_draft import (
    WordingDraft,
    draft_from,
    faults_of,
    read_draft,
    written,
)
from exportdesk.documents.wording_file import (
    FORM,
    LANGUAGES,
    own_folder,
    read_pair,
    read_wording,
    wording_languages,
)
from exportdesk.documents.wording_points import lacking
from exportdesk.storage.opening import fault, writing
from exportdesk.storage.workspace import Workspace

PAPERS = (
    PaperKind.END_USE_STATEMENT,
    PaperKind.UVL_STATEMENT,
    PaperKind.INFORMATION_LETTER,
    PaperKind.REFUSAL_LETTER,
)
"""The papers beside certifications that have a wording of their own, in English."""

WORDING_CHANGES = Changes.SETTINGS | Changes.CERTIFICATIONS | Changes.EVENTS
_PAST = "past"
_LONGEST_VERSION = 40


@dataclass(frozen=True, slots=True)
class WordingLine:
    """One wording in use. `fault` says why its file cannot be used, "" where it can.

    `saved_on` and `saved_by` are of one that was changed in the program. `lacks` are the codes of
    what the English text of a certification does not say (`wording_points`).
    """

    form: str
    language: str
    version: str = ""
    is_own: bool = False
    review: Review = Review.NOT_REVIEWED
    review_note: str = ""
    fault: str = ""
    saved_on: str = ""
    saved_by: str = ""
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenedWording:
    """A wording to be changed. `shipped` is the program's own, None for a language it has not.

    `english` is the text that binds, where this is a translation. `past` are versions that were in
    use before, the newest first. `following` are the clauses of each translation that fits the
    English in use, where this is it.
    """

    draft: WordingDraft
    shipped: WordingDraft | None = None
    english: WordingDraft | None = None
    past: tuple[WordingDraft, ...] = ()
    is_own: bool = False
    following: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def followers(self, draft: WordingDraft) -> tuple[str, ...]:
        """Return the languages whose wording would fit this draft as well."""
        ids = tuple(one.id for one in draft.passages)
        return tuple(language for language, theirs in self.following.items() if theirs == ids)


class Wordings:
    """The wordings of a workspace. Each method may be called on any thread."""

    def __init__(self, *, workspace: Callable[[], Workspace], folder: Path, clock: Clock) -> None:
        self._workspace = workspace
        self._folder = folder
        self._clock = clock

    def lines(self) -> tuple[WordingLine, ...]:
        """Return every wording in use: certifications by language, then the other papers."""
        languages = wording_languages(own_folder(self._folder))
        found = [self.line(FORM, one) for one in languages]
        return (*found, *(self.line(kind.value, ENGLISH) for kind in PAPERS))

    def own(self) -> tuple[WordingLine, ...]:
        """Return which are the company's own, without reading them."""
        known = ((FORM, one) for one in wording_languages(own_folder(self._folder)))
        papers = ((kind.value, ENGLISH) for kind in PAPERS)
        return tuple(
            WordingLine(*one, is_own=True)
            for one in (*known, *papers)
            if self._file(*one).is_file()
        )

    def line(self, form: str, language: str) -> WordingLine:
        """Return one wording in use, or why it cannot be used."""
        file = self._file(form, language)
        told: Mapping[str, object] = {}
        lacks: tuple[str, ...] = ()
        try:
            if form == FORM:
                own = own_folder(self._folder)
                wording = read_wording(language, own)
                version, note, review = wording.version, wording.review_note, wording.review
                english = read_pair(language, own).english
                lacks = lacking(english.texts, english.clauses)
            else:
                paper = read_paper_wording(PaperKind(form), self._folder)
                version, note, review = paper.version, paper.review_note, paper.review
        except BadInput as error:
            return WordingLine(form, language, is_own=file.is_file(), fault=say(error))
        if file.is_file():
            told = read_draft(file, form, language).head
        return WordingLine(
            form,
            language,
            version,
            file.is_file(),
            review,
            note,
            saved_on=str(told.get("saved_on", "")),
            saved_by=str(told.get("saved_by", "")),
            lacks=lacks,
        )

    def open(self, form: str, language: str) -> OpenedWording:
        """Return a wording to be changed. Raises BadInput where its file is no wording at all."""
        found = self._open(form, language)
        if form != FORM or language != ENGLISH:
            return found
        return replace(found, following=self._following())

    def _open(self, form: str, language: str) -> OpenedWording:
        shipped = self._shipped(form, language)
        file = self._file(form, language)
        is_own = file.is_file()
        draft = self._read(file, form, language) if is_own else shipped
        if draft is None:
            raise BadInput("wording-no-language", language=language, known=", ".join(LANGUAGES))
        english = None
        if form == FORM and language != ENGLISH:
            english = self._open(FORM, ENGLISH).draft
        return OpenedWording(draft, shipped, english, self.past(form, language), is_own)

    def past(self, form: str, language: str) -> tuple[WordingDraft, ...]:
        """Return the versions that were in use before, the newest first."""
        folder = self._file(form, language).parent / _PAST
        files = list(folder.glob(f"{language}-*.toml")) if folder.is_dir() else []
        files.sort(key=lambda one: (one.stat().st_mtime_ns, one.name), reverse=True)
        found = []
        for file in files:
            try:
                found.append(read_draft(file, form, language))
            except (OSError, ValueError):
                continue  # somebody changed it by hand; it is in nobody's way
        return tuple(found)

    def version_for(self, opened: OpenedWording) -> str:
        """Return a version that was not in use yet, with today's date."""
        base = (opened.shipped or opened.draft).version.partition("-own-")[0]
        day = today(self._clock).isoformat()
        taken, number = self._taken(opened), 1
        while True:
            ending = f"-own-{day}" + (f"-{number}" if number > 1 else "")
            wanted = base[: _LONGEST_VERSION - len(ending)] + ending
            if wanted not in taken:
                return wanted
            number += 1

    def followers(self, draft: WordingDraft) -> tuple[str, ...]:
        """Return the languages whose wording fits the English in use, and would fit this one."""
        if draft.form != FORM or draft.language != ENGLISH:
            return ()
        return OpenedWording(draft, following=self._following()).followers(draft)

    def _following(self) -> dict[str, tuple[str, ...]]:
        """Return the clauses of each translation that fits the English in use."""
        own, found = own_folder(self._folder), dict[str, tuple[str, ...]]()
        for language in wording_languages(own):
            try:
                translation = read_pair(language, own).translation
            except BadInput:
                continue
            if translation is not None:
                found[language] = translation.clause_ids
        return found

    def save(self, draft: WordingDraft, *, carry: bool = False) -> Changes:
        """Use a wording from now on, under a version that never was. Raises BadInput, StorageFault.

        With `carry`, a person says that the translations still say the same: they are kept as those
        of the new English. Without, certifications are in English alone until each was looked over.
        """
        following = self.followers(draft) if carry else ()
        self._save(draft)
        for language in following:
            opened = self._open(FORM, language)
            self._save(opened.draft.with_head(version=self.version_for(opened)))
        return WORDING_CHANGES

    def _save(self, draft: WordingDraft) -> None:
        workspace = self._writable()
        opened = self._open(draft.form, draft.language)
        if draft.version in self._taken(opened):
            raise BadInput("wording-version-taken", version=draft.version)
        operator = workspace.settings.settings().operator
        day = today(self._clock).isoformat()
        draft = self._fitted(draft, opened).with_head(saved_on=day, saved_by=operator)
        first = next(faults_of(draft), None)
        if first is not None:
            raise BadInput(first.code, **dict(first.facts))
        text = written(draft)
        self._try(draft, text)
        told: dict[str, object] = {"version": draft.version, "sha256": sha256_hex(text.encode())}
        if lacks := lacks_of(draft):
            told["lacks"] = list(lacks)
        file = self._file(draft.form, draft.language)
        with writing(workspace.db):
            self._tell(workspace, "wording_changed", draft, told)
            try:
                file.parent.mkdir(parents=True, exist_ok=True)
                fresh = file.with_suffix(".toml.new")
                fresh.write_text(text, encoding="utf-8", newline="\n")
                self._keep_before(file, opened)
                fresh.replace(file)
            except OSError as error:
                raise fault(error, file) from error

    def reset(self, form: str, language: str) -> Changes:
        """Use the program's own wording again; the version in use is kept with those before."""
        workspace, file = self._writable(), self._file(form, language)
        if not file.is_file():
            return Changes.NOTHING
        try:
            opened = self._open(form, language)
        except BadInput:
            opened = OpenedWording(WordingDraft(form, language, {}, {}), is_own=True)
        with writing(workspace.db):
            self._tell(workspace, "wording_reset", opened.draft, {"version": opened.draft.version})
            try:
                self._keep_before(file, opened)
                file.unlink()
            except OSError as error:
                raise fault(error, file) from error
        return WORDING_CHANGES

    def files_of(self, form: str, draft: WordingDraft | None = None) -> Mapping[str, bytes]:
        """Return the files of one's own that a form is drawn with; a draft in place of its own."""
        folder = self._folder / "wording" / form
        files = sorted(folder.glob("*.toml")) if folder.is_dir() else []
        try:
            found = {f"{form}/{one.name}": one.read_bytes() for one in files}
        except OSError as error:
            raise fault(error, folder) from error
        if draft is not None:
            fitted = self._fitted(draft, self._open(form, draft.language))
            found[f"{form}/{draft.language}.toml"] = written(fitted).encode()
        return found

    def _file(self, form: str, language: str) -> Path:
        return self._folder / "wording" / form / f"{language}.toml"

    def _shipped(self, form: str, language: str) -> WordingDraft | None:
        file = resources.path("wording", form, f"{language}.toml")
        return read_draft(file, form, language) if file.is_file() else None

    def _read(self, file: Path, form: str, language: str) -> WordingDraft:
        try:
            return draft_from(file.read_text(encoding="utf-8-sig"), form, language)
        except OSError as error:
            raise fault(error, file) from error
        except ValueError as error:  # neither UTF-8 nor TOML
            raise BadInput("wording-not-toml", file=file.name, why=str(error)) from error

    def _taken(self, opened: OpenedWording) -> set[str]:
        known = [*opened.past, *([opened.shipped] if opened.shipped else [])]
        return {one.version for one in (*known, opened.draft)}

    def _fitted(self, draft: WordingDraft, opened: OpenedWording) -> WordingDraft:
        """Return a translation as one of the English in use, clause by clause."""
        english = opened.english
        if english is None:
            return draft
        return draft.with_head(translates=english.version)

    def _try(self, draft: WordingDraft, text: str) -> None:
        """Read it as it will be read, beside the English it goes with. Raises BadInput."""
        with tempfile.TemporaryDirectory(prefix="exportdesk-") as name:
            folder = Path(name)
            for path, data in {
                **self.files_of(draft.form),
                f"{draft.form}/{draft.language}.toml": text.encode(),
            }.items():
                file = folder / "wording" / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)
            if draft.form == FORM:
                read_pair(draft.language, own_folder(folder))
            else:
                read_paper_wording(PaperKind(draft.form), folder)

    def _keep_before(self, file: Path, opened: OpenedWording) -> None:
        """Keep the version in use with those before, where it is one's own."""
        if not file.is_file():
            return
        folder = file.parent / _PAST
        folder.mkdir(parents=True, exist_ok=True)
        stem = f"{file.stem}-{_safe(opened.draft.version) or 'unnamed'}"
        place, number = folder / f"{stem}.toml", 1
        while place.exists():
            number += 1
            place = folder / f"{stem} {number}.toml"
        shutil.copyfile(file, place)

    def _tell(
        self, workspace: Workspace, kind: str, draft: WordingDraft, told: Mapping[str, object]
    ) -> None:
        facts = {"form": draft.form, "language": draft.language, **told}
        workspace.events.append(
            kind,
            "papers",
            facts,
            at=self._clock.now().utc_text,
            actor=workspace.settings.settings().operator,
        )

    def _writable(self) -> Workspace:
        workspace = self._workspace()
        if workspace.read_only:
            raise ReadOnlyWorkspace("workspace-read-only")
        return workspace


def lacks_of(draft: WordingDraft) -> tuple[str, ...]:
    """Return the codes of what a changed wording does not say, nothing for other papers' texts."""
    if draft.form != FORM or draft.language != ENGLISH:
        return ()
    return lacking(draft.texts, draft.passages)


def _safe(version: str) -> str:
    return "".join(one for one in version if one.isalnum() or one in "-_.")[:_LONGEST_VERSION]
