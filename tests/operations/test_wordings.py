"""Wordings changed in the program: tried text by text, kept by version, put back."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from exportdesk.core.errors import BadInput, ReadOnlyWorkspace
from exportdesk.core.papers import PaperKind
from exportdesk.core.words import sentence
from exportdesk.documents.paper_wording import read_paper_wording
from exportdesk.documents.wording import Clause
from exportdesk.documents.wording_draft import (
    WordingDraft,
    draft_from,
    faults_of,
    fresh_id,
    written,
)
from exportdesk.documents.wording_file import FORM, LANGUAGES, own_folder, read_pair
from exportdesk.operations.wordings import PAPERS, lacks_of
from exportdesk.wiring import Desk
from tests.fakes import FakeClock
from tests.ui.desks import fill, open_desk

KEYS = [*((FORM, one) for one in LANGUAGES), *((one.value, "en") for one in PAPERS)]
HARD = 'He said "no" \\ and\tleft\n\nfor {exporter}: \x7f أهلاً 你好'


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace that is filled once, to be copied."""
    with closing(open_desk(tmp_path_factory.mktemp("filled") / "ws")) as made:
        fill(made)
        return made.folder


@pytest.fixture
def desk(filled: Path, tmp_path: Path, clock: FakeClock) -> Iterator[Desk]:
    """Return a desk with a company that asks."""
    made = open_desk(Path(shutil.copytree(filled, tmp_path / "ws")), clock=clock)
    yield made
    made.close()


@pytest.fixture
def clock() -> FakeClock:
    """A clock that stands still."""
    return FakeClock()


def with_clause(draft: WordingDraft, text: str = "We let {exporter} visit us.") -> WordingDraft:
    """Return a wording with one clause more."""
    ids = [one.id for one in draft.passages]
    return replace(draft, passages=(*draft.passages, Clause(fresh_id(ids), text, "our own")))


@pytest.mark.parametrize(("form", "language"), KEYS)
def test_what_the_program_has_is_faultless_and_written_as_it_was_read(
    desk: Desk, form: str, language: str
) -> None:
    draft = desk.wordings.open(form, language).draft
    assert list(faults_of(draft)) == []
    assert draft_from(written(draft), form, language) == draft
    hard = replace(draft, texts={**draft.texts, "mail_body": HARD})
    assert draft_from(written(hard), form, language) == hard


def test_every_fault_is_told_at_its_text(desk: Desk) -> None:
    draft = desk.wordings.open(FORM, "en").draft
    texts = {**draft.texts, "title": " ", "intro": "Fill it in.", "how_to": "Ask {nobody}.",
             "country": "a } here", "mail_body": "x" * 2001}  # fmt: skip
    clauses = (*draft.passages[:-1], replace(draft.passages[-1], text=""))
    wrong = replace(draft, texts=texts, passages=clauses).with_head(version="a b", review_note="")
    found = {one.where: one for one in faults_of(wrong)}
    assert {where: one.code for where, one in found.items()} == {
        "version": "wording-version-bad",
        "review_note": "wording-note-missing",
        f"passage:{len(clauses) - 1}": "wording-text-empty",
        "title": "wording-text-empty",
        "intro": "wording-place-lacks",
        "how_to": "wording-place",
        "country": "wording-brace",
        "mail_body": "wording-text-long",
    }
    for one in found.values():
        said = sentence(one.code, one.facts)
        assert said != one.code
    assert "{exporter} has to be in" in sentence(found["intro"].code, found["intro"].facts)
    none = list(faults_of(replace(draft, passages=())))
    assert [one.code for one in none] == ["wording-no-clauses"]
    letter = desk.wordings.open(PaperKind.INFORMATION_LETTER, "en").draft
    short = list(faults_of(replace(letter, passages=letter.passages[1:])))
    assert [one.code for one in short] == ["wording-passage-needed"]


def test_a_version_of_ones_own_is_used_told_and_kept(desk: Desk, clock: FakeClock) -> None:
    opened = desk.wordings.open(FORM, "en")
    version = desk.wordings.version_for(opened)
    assert version == "2026-11-own-2026-11-20"
    changed = with_clause(opened.draft).with_head(version=version)
    desk.wordings.save(changed)
    pair = desk.certifications.make.wording("en")
    assert pair.english.clauses[-1].text == "We let {exporter} visit us."
    line = desk.wordings.line(FORM, "en")
    assert (line.version, line.is_own, line.saved_on) == (version, True, "2026-11-20")
    assert line.lacks == ()
    event = desk.workspace().events.newest(1)[0]
    assert event.kind == "wording_changed"
    assert "lacks" not in (desk.workspace().events.payload(event.seq) or {})
    # The next one has another version; the one before is kept, and can be begun with again.
    clock.advance(days=1)
    again = desk.wordings.open(FORM, "en")
    with pytest.raises(BadInput, match="wording-version-taken"):
        desk.wordings.save(again.draft)
    with pytest.raises(BadInput, match="wording-version-taken"):
        desk.wordings.save(again.draft.with_head(version="2026-11"))
    desk.wordings.save(again.draft.with_head(version=desk.wordings.version_for(again)))
    (before,) = desk.wordings.open(FORM, "en").past
    assert (before.version, before.passages) == (version, changed.passages)
    # Back to the program's own: what was in use is kept, too, and its version is not free.
    desk.wordings.reset(FORM, "en")
    opened = desk.wordings.open(FORM, "en")
    assert not opened.is_own
    assert len(opened.past) == 2
    with pytest.raises(BadInput, match="wording-version-taken"):
        desk.wordings.save(changed)
    assert desk.records.verify().sound


def test_a_wording_that_says_less_can_be_used_and_is_told_of(desk: Desk) -> None:
    draft = desk.wordings.open(FORM, "en").draft
    fewer = tuple(one for one in draft.passages if one.id not in ("flow_down", "truth"))
    desk.wordings.save(replace(draft, passages=fewer).with_head(version="short"))
    missing = desk.wordings.line(FORM, "en").lacks
    assert {code.split("-")[2] for code in missing} == {"10", "12"}
    event = desk.workspace().events.newest(1)[0]
    assert (desk.workspace().events.payload(event.seq) or {})["lacks"] == [*missing]
    letter = desk.wordings.open(PaperKind.REFUSAL_LETTER, "en").draft
    assert lacks_of(letter) == ()


def test_translations_follow_only_when_a_person_says_so(desk: Desk) -> None:
    opened = desk.wordings.open(FORM, "en")
    texts = {**opened.draft.texts, "title": "Certification of the customer"}
    changed = replace(opened.draft, texts=texts).with_head(version="mine-1")
    assert desk.wordings.followers(changed) == tuple(one for one in LANGUAGES if one != "en")
    assert desk.wordings.followers(with_clause(changed)) == ()
    desk.wordings.save(changed)
    assert "Use English alone" in desk.wordings.line(FORM, "tr").fault
    desk.wordings.save(changed.with_head(version="mine-2"), carry=True)  # none follows any more
    assert desk.wordings.line(FORM, "tr").fault
    # One of them is brought up to it by hand: it is one of the English in use then.
    turkish = desk.wordings.open(FORM, "tr")
    assert turkish.english is not None
    desk.wordings.save(turkish.draft.with_head(version=desk.wordings.version_for(turkish)))
    pair = read_pair("tr", own_folder(desk.folder))
    assert pair.translation is not None
    assert pair.translation.translates == "mine-2"
    desk.wordings.save(changed.with_head(version="mine-3"), carry=True)
    assert not desk.wordings.line(FORM, "tr").fault


def test_a_letter_of_ones_own(desk: Desk) -> None:
    kind = PaperKind.REFUSAL_LETTER
    draft = desk.wordings.open(kind, "en").draft
    texts = {**draft.texts, "body_order": "We thank you.\n\nWe cannot supply it."}
    desk.wordings.save(replace(draft, texts=texts).with_head(version="ours-1"))
    wording = read_paper_wording(kind, desk.folder)
    assert wording.is_own
    assert wording.paragraphs("body_order") == ("We thank you.", "We cannot supply it.")
    assert {(one.form, one.language) for one in desk.wordings.own()} == {(kind.value, "en")}


def test_a_file_that_is_no_wording_is_told_and_put_away(desk: Desk, tmp_path: Path) -> None:
    file = own_folder(desk.folder) / "es.toml"
    file.parent.mkdir(parents=True)
    file.write_text("not [ toml", encoding="utf-8")
    assert "cannot be used" in desk.wordings.line(FORM, "es").fault
    with pytest.raises(BadInput, match="wording-not-toml"):
        desk.wordings.open(FORM, "es")
    desk.wordings.reset(FORM, "es")
    assert not file.exists()
    assert not desk.wordings.line(FORM, "es").fault
    with pytest.raises(BadInput, match="wording-no-language"):
        desk.wordings.open(FORM, "de")
    reading = open_desk(desk.folder, read_only=True)
    with pytest.raises(ReadOnlyWorkspace):
        reading.wordings.reset(FORM, "es")
    reading.close()
