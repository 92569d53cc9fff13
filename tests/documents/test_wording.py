"""The texts of certifications: whole in every language, and a company's own in their place."""

import re
import shutil
from pathlib import Path

import pytest

from exportdesk.core import resources
from exportdesk.core.errors import BadInput
from exportdesk.core.words import say
from exportdesk.documents.fonts import missing
from exportdesk.documents.wording import Direction, Review, Wording, filled
from exportdesk.documents.wording_file import (
    LANGUAGES,
    own_folder,
    read_pair,
    read_wording,
    wording_languages,
)
from exportdesk.documents.wording_texts import TEXTS

ENGLISH = resources.path("wording", "certification", "en.toml")


def every_text(wording: Wording) -> list[str]:
    """Return everything a wording says."""
    return [*wording.texts.values(), *(one.text for one in wording.clauses)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_is_whole_and_can_be_printed(language: str) -> None:
    pair = read_pair(language)
    wording = pair.translation or pair.english
    assert set(wording.texts) == set(TEXTS)
    assert wording.clause_ids == pair.english.clause_ids
    assert len(wording.clauses) == 8
    assert missing("".join(every_text(wording))) == ()
    assert wording.review is Review.NOT_REVIEWED
    assert "not reviewed" in wording.review_note
    assert pair.is_mirrored is (language == "ar")


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_a_translation_says_what_the_english_says_of_numbers_and_rules(language: str) -> None:
    pair = read_pair(language)
    assert pair.translation is not None
    for ours, theirs in zip(pair.english.clauses, pair.translation.clauses, strict=True):
        numbers = set(re.findall(r"\d{2,3}", ours.text))
        if language == "zh":
            numbers.discard("50")  # written out
        assert numbers <= set(re.findall(r"\d{2,3}", theirs.text)), ours.id
        assert ("EAR" in ours.text) == ("EAR" in theirs.text)
        assert ("{exporter}" in ours.text) == ("{exporter}" in theirs.text)
    assert pair.translation.direction is (Direction.RIGHT if language == "ar" else Direction.LEFT)


def test_the_english_text_holds_what_it_has_to() -> None:
    english = read_pair("en").english
    clauses = {one.id: one.text for one in english.clauses}
    assert all(place in clauses["subject"] for place in ("Russia", "Belarus", "Crimea", "license"))
    assert clauses["comply"].startswith("We will comply with the EAR")
    assert "part 744" in clauses["end_uses"]
    assert "50 percent" in clauses["parties"]
    assert "same assurances in writing" in clauses["flow_down"]
    assert "replace this statement" in clauses["change"]
    assert "punished" in clauses["truth"]
    assert all(one.basis for one in english.clauses)
    text = " ".join(every_text(english))
    assert "BIS form" not in text
    assert "not a form of the US Government" in text


def test_a_name_is_filled_in_as_it_is() -> None:
    assert filled("Tell {exporter}.", {"exporter": "Acme, Inc."}) == "Tell Acme, Inc."
    assert filled("Tell {exporter} now.", {"exporter": "{x} & <b>"}) == "Tell {x} & <b> now."
    assert filled("{exporter}", {"exporter": "A."}, mirrored=True) == "A.\u200e"


def own(tmp_path: Path, language: str = "en") -> Path:
    """Return a copy of a file in a workspace's own folder."""
    folder = own_folder(tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(ENGLISH.with_name(f"{language}.toml"), folder))


def edited(file: Path, old: str, new: str) -> Path:
    """Change one thing in a file; return its folder."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    return file.parent


def test_a_company_s_own_text_takes_the_place_of_ours(tmp_path: Path) -> None:
    file = own(tmp_path)
    edited(file, 'version = "2026-11"', 'version = "acme-3"')
    folder = edited(file, "Official title", "Position")
    english = read_wording("en", folder)
    assert (english.version, english.texts["signer_title"]) == ("acme-3", "Position")
    assert english.is_own
    assert english.fingerprint != read_wording("en").fingerprint
    assert read_pair("en", folder).english == english


def test_a_translation_of_another_version_is_refused(tmp_path: Path) -> None:
    folder = edited(own(tmp_path), 'version = "2026-11"', 'version = "acme-3"')
    with pytest.raises(BadInput) as caught:
        read_pair("tr", folder)
    assert "Turkish is one of the English wording 2026-11" in say(caught.value)
    edited(own(tmp_path, "tr"), 'translates = "2026-11"', 'translates = "acme-3"')
    edited(folder / "tr.toml", 'version = "2026-11"', 'version = "acme-3"')
    assert read_pair("tr", folder).translation is not None


def test_other_words_under_our_version_are_refused(tmp_path: Path) -> None:
    folder = edited(own(tmp_path), "Official title", "Position")
    with pytest.raises(BadInput, match="why-same-version"):
        read_wording("en", folder)


def test_a_file_in_a_new_language_is_offered(tmp_path: Path) -> None:
    folder = own(tmp_path).parent
    (folder / "en.toml").rename(folder / "de.toml")
    edited(folder / "de.toml", 'language = "en"', 'language = "de"')
    edited(folder / "de.toml", "review =", 'translates = "2026-11"\nreview =')
    assert wording_languages(folder) == (*LANGUAGES, "de")
    assert read_pair("de", folder).translation is not None
    assert wording_languages(tmp_path / "nowhere") == LANGUAGES


def test_a_language_there_is_no_text_in(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        read_pair("xx", tmp_path)
    assert "There is no wording in xx" in say(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "where", "why"),
    [
        ('title = "Customer', 'titel = "Customer', "texts, titel", "not a text of this form"),
        ('required = "needed"', "", "texts, required", "missing or empty"),
        ('required = "needed"', 'required = " "', "texts, required", "missing or empty"),
        ('required = "needed"', "required = 7", "texts, required", "missing or empty"),
        ('form = "certification"', 'form = "letter"', "form", "not “certification”"),
        ('language = "en"', 'language = "fr"', "language", "name of the file"),
        ('direction = "ltr"', 'direction = "up"', "direction", "is not one of ltr, rtl"),
        ('review = "not_reviewed"', 'review = "yes"', "review", "is not one of"),
        ('version = "2026-11"', 'version = "a b"', "version", "letters, digits"),
        ('version = "2026-11"', 'colour = "red"', "colour", "not a key"),
        ("{number} of {count}", "{number}", "texts, page", "lacks the place {count}"),
        ("{number} of {count}", "{number} {0}", "texts, page", "that nothing fills"),
        ("{number} of {count}", "{number.real} {count}", "texts, page", "that nothing fills"),
        ("{number} of {count}", "{number!r} {count}", "texts, page", "that nothing fills"),
        ("{number} of {count}", "{number", "texts, page", "brace"),
        ("[texts]", "[text]", "text", "not a key"),
        ('id = "comply"', 'id = "subject"', "clause 2, id", "twice"),
        ('id = "comply"', 'id = "Comply!"', "clause 2, id", "no plain word"),
        ('id = "comply"', 'id = "comply"\ncolor = "x"', "clause 2", "more than id"),
        ("We will comply with", "{customer} will comply with", "clause 2, text", "nothing fills"),
        ('"Line"', f'"{"x" * 2001}"', "texts, line", "longer than 2000"),
        ('"Line"', '"Line', "the file", "at line"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_whole_is_refused_with_the_place(
    tmp_path: Path, old: str, new: str, where: str, why: str
) -> None:
    folder = edited(own(tmp_path), old, new)
    with pytest.raises(BadInput) as caught:
        read_wording("en", folder)
    said = say(caught.value)
    assert "en.toml" in said
    assert where in said
    assert why in said


def test_files_that_are_no_text_are_refused(tmp_path: Path) -> None:
    file = own(tmp_path)
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(BadInput, match="why-not-utf8"):
        read_wording("en", file.parent)
    file.write_bytes(b" " * 600_000)
    with pytest.raises(BadInput, match="why-too-large"):
        read_wording("en", file.parent)
    file.write_text('form = "certification"\n' + "clause = [1]\n", "utf-8")
    with pytest.raises(BadInput, match="language"):
        read_wording("en", file.parent)
