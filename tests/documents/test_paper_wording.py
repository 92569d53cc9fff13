"""The wording of statements and letters: whole, and refused with the place where it is not."""

from datetime import date
from pathlib import Path

import pytest

from exportdesk.core import resources
from exportdesk.core.errors import BadInput
from exportdesk.core.papers import PaperKind
from exportdesk.core.words import say
from exportdesk.documents.paper_texts import ASKS, TEXTS
from exportdesk.documents.paper_wording import long_day, read_paper_wording

KINDS = tuple(TEXTS)
each_kind = pytest.mark.parametrize("kind", KINDS)


def own(folder: Path, kind: PaperKind, *changes: tuple[str, str]) -> Path:
    """Write a company's own wording: the program's with changes, as version ours."""
    text = resources.path("wording", kind.value, "en.toml").read_text(encoding="utf-8")
    for old, new in (('version = "2026-11"', 'version = "ours"'), *changes):
        assert old in text
        text = text.replace(old, new)
    file = folder / "wording" / kind.value / "en.toml"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    return file


@each_kind
def test_the_program_s_wording_is_whole_dated_and_says_how_far_it_was_checked(
    kind: PaperKind,
) -> None:
    wording = read_paper_wording(kind)
    assert set(wording.texts) == set(TEXTS[kind])
    assert wording.dated == "2026-11-26"
    assert wording.source
    assert wording.review_note
    assert wording.status in ("secondary", "unverified")
    if kind in (PaperKind.UVL_STATEMENT, PaperKind.END_USE_STATEMENT):
        assert all(one.basis for one in wording.clauses)
    assert wording.must_be_checked is (kind is PaperKind.UVL_STATEMENT)


@each_kind
def test_no_wording_promises_what_a_company_cannot(kind: PaperKind) -> None:
    wording = read_paper_wording(kind)
    told = " ".join((*wording.texts.values(), *(one.text for one in wording.clauses))).casefold()
    for word in ("cleared", "compliant", "approved by", "official form", "bis form", "denied part"):
        assert word not in told


def test_whatever_can_be_asked_has_its_words() -> None:
    wording = read_paper_wording(PaperKind.INFORMATION_LETTER)
    assert {one.id for one in wording.clauses} >= set(ASKS)


def test_own_wording_is_read_instead(tmp_path: Path) -> None:
    own(tmp_path, PaperKind.REFUSAL_LETTER, ("Sincerely,", "Kind regards,"))
    wording = read_paper_wording(PaperKind.REFUSAL_LETTER, tmp_path)
    assert wording.is_own
    assert wording.text("sign_off") == "Kind regards,"
    assert wording.name == "refusal_letter en ours"


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ('version = "ours"', 'version = "2026-11"', "version"),
        ('form = "refusal_letter"', 'form = "letter"', "form"),
        ('language = "en"', 'language = "de"', "language"),
        ('status = "unverified"', 'status = "perhaps"', "status"),
        ('review = "not_reviewed"', 'review = "yes"', "review"),
        ('title = "Letter"', 'title = ""', "texts, title"),
        ('title = "Letter"', 'titles = "Letter"', "texts, titles"),
        ("Dear {recipient},", "Dear {customer},", "texts, greeting"),
        ("Dear {recipient},", "Dear all,", "texts, greeting"),
        ("Dear {recipient},", "Dear {recipient!r},", "texts, greeting"),
        ("Dear {recipient},", "Dear {recipient,", "texts, greeting"),
        ("[texts]", "[words]", "words"),
        ('title = "Letter"', "title = 7", "texts, title"),
        ('title = "Letter"', "title =", "the file"),
        ("[texts]", 'must_be_checked = "no"\n[texts]', "must_be_checked"),
        ("[texts]", 'clause = [{id = "a", text = "b"}]\n[texts]', "clause"),
        ("[texts]", 'ask = [{id = "a", text = "b"}]\n[texts]', "ask"),
    ],
)
def test_wording_that_is_not_whole_is_refused_with_the_place(
    tmp_path: Path, old: str, new: str, where: str
) -> None:
    changes = [(old, new)]
    if where == "version":
        changes.append(("Sincerely,", "Kind regards,"))
    own(tmp_path, PaperKind.REFUSAL_LETTER, *changes)
    with pytest.raises(BadInput, match="paper-wording-bad") as caught:
        read_paper_wording(PaperKind.REFUSAL_LETTER, tmp_path)
    assert f"In {where}: " in say(caught.value)
    assert "refusal_letter/en.toml" in say(caught.value)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('id = "quantity"', 'id = "amount"'),
        ('id = "quantity"', 'id = "role"'),
        ('id = "quantity"', 'id = "a b"'),
        ("of {product}.", "of {products}."),
        ('id = "quantity"', 'id = "quantity"\nwhy = "because"'),
    ],
)
def test_questions_that_are_not_whole_are_refused(tmp_path: Path, old: str, new: str) -> None:
    own(tmp_path, PaperKind.INFORMATION_LETTER, (old, new))
    with pytest.raises(BadInput, match="paper-wording-bad"):
        read_paper_wording(PaperKind.INFORMATION_LETTER, tmp_path)


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    file = own(tmp_path, PaperKind.REFUSAL_LETTER)
    for data in (b"\xff\xfe\x00", b"#" * 500_001):
        file.write_bytes(data)
        with pytest.raises(BadInput, match="paper-wording-bad"):
            read_paper_wording(PaperKind.REFUSAL_LETTER, tmp_path)


def test_days_are_written_as_letters_in_english_write_them() -> None:
    assert long_day(date(2026, 12, 3)) == "December 3, 2026"
