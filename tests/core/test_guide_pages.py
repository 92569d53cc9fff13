"""The guide as the program reads it: order, parts, and what a search finds."""

import re
from pathlib import Path

import pytest

from exportdesk.core.guide import FIRST, Guide, anchor_of, plain, words_meant


@pytest.fixture(scope="module")
def guide() -> Guide:
    return Guide()


@pytest.fixture
def small(tmp_path: Path) -> Guide:
    (tmp_path / "README.md").write_text("# Guide\n\n[B](b.md) and [A](a.md)\n")
    (tmp_path / "a.md").write_text(
        "# Letters\n\nAbout `mail`.\n\n## Send a *letter*\n\nPress **F9** to send.\n\n"
        "![A picture](../pictures/x.png)\n\n| key | what |\n|---|---|\n| F9 | sends |\n"
    )
    (tmp_path / "b.md").write_text("# Stamps\n\nA stamp goes on a letter before you send it.\n")
    (tmp_path / "z.md").write_text("# Last\n\nNobody links here.\n")
    return Guide(tmp_path)


def test_pages_come_in_the_order_of_the_first_one(small: Guide) -> None:
    assert [page.name for page in small.pages] == [FIRST, "b", "a", "z"]
    page = small.page("a")
    assert page is not None
    assert (page.title, [part.anchor for part in page.sections]) == (
        "Letters",
        ["letters", "send-a-letter"],
    )
    assert page.sections[1].text == "Press F9 to send. key what F9 sends"
    assert small.page("none") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("letter", [("a", "letters"), ("a", "send-a-letter"), ("b", "stamps")]),
        ("send lett", [("a", "send-a-letter"), ("b", "stamps")]),
        ("SENDS", [("a", "send-a-letter"), ("b", "stamps")]),
        ("picture", []),
        ("etter", []),
        ("  ", []),
        ("(((", []),
    ],
)
def test_parts_are_found_by_the_beginnings_of_words(
    small: Guide, text: str, expected: list[tuple[str, str]]
) -> None:
    assert [(one.page.name, one.section.anchor) for one in small.find(text)] == expected


def test_a_heading_and_a_whole_phrase_come_first(guide: Guide, small: Guide) -> None:
    first = [(one.page.name, one.section.anchor) for one in guide.find("restore a backup")]
    assert first[0] == ("backups", "restore")
    assert first[1][0] == "when-something-goes-wrong", "where it stands word by word"
    assert guide.find("before you undo a step, decide") != [], "some words, where no part has all"
    assert guide.find("what to do with red flags")[0].section.heading == "Looking for red flags"
    assert small.find("before you send it")[0].words == "… on a letter before you send it."
    found = re.findall(
        words_meant("sending a letter"), "He sends letters, a letter.", re.IGNORECASE
    )
    assert found == ["sends", "letters", "letter"]
    assert words_meant(" ") == ""


def test_the_words_shown_are_those_around_the_place(guide: Guide) -> None:
    best = guide.find("restore backup")[0]
    assert best.page.name == "backups"
    assert "restor" in best.words.casefold()
    assert len(best.words) <= 120


ASKED = """
    undo: short-answers#undo-a-step-change-or-take-back-a-wrong-decision
    wrong decision: short-answers#undo-a-step-change-or-take-back-a-wrong-decision
    delete a customer: short-answers#delete-a-customer-or-a-product
    reopen a case: short-answers#delete-close-or-reopen-a-case
    what is ECCN: short-answers#what-is-an-eccn-do-i-need-a-license
    license: short-answers#what-is-an-eccn-do-i-need-a-license
    print: short-answers#print-or-save-as-a-pdf
    password: password#a-password-for-the-workspace
    forgot: short-answers#forgot-the-password
    backup: backups#backups-and-moving-to-another-computer
    restore: backups#restore
    old computer: short-answers#a-new-computer-an-old-computer
    false match: short-answers#false-match-false-positive-the-same-name-but-somebody-else
    same name: short-answers#false-match-false-positive-the-same-name-but-somebody-else
    too many matches: when-something-goes-wrong#when-something-goes-wrong
    expired: short-answers#expired
    update lists: short-answers#update-the-lists-no-internet-offline
    no internet: short-answers#update-the-lists-no-internet-offline
    excel: short-answers#excel-csv-bring-a-spreadsheet-in-or-save-one
    signature: short-answers#signature-company-stamp
    stamp: short-answers#signature-company-stamp
    red flag: due-diligence#looking-for-red-flags
    language: short-answers#change-the-language
    remove program: short-answers#update-upgrade-or-remove-the-program
    error: short-answers#an-error-a-crash-something-lost-recover-it
    renew: short-answers#renew-a-certification-or-correct-one
    email: certifications#send-it
    scan: certifications#what-came-back
    edit customer: customers#add-and-change
    threshold: threshold#how-well-does-my-threshold-work
    decide match: deciding#deciding
    import customers: importing-customers#importing-customers-and-products
    purple xylophone print: short-answers#print-or-save-as-a-pdf
"""


def test_what_people_ask_for_comes_first(guide: Guide) -> None:
    asked = dict(line.strip().split(": ") for line in ASKED.strip().splitlines())
    first = {text: guide.find(text, 1)[0] for text in asked}
    found = {text: f"{one.page.name}#{one.section.anchor}" for text, one in first.items()}
    assert found == asked


def test_every_page_has_a_title_and_words(guide: Guide) -> None:
    assert len(guide.pages) > 25
    for page in guide.pages:
        assert page.title
        assert page.sections[0].text or len(page.sections) > 1, page.name


def test_headings_are_called_as_the_links_call_them() -> None:
    assert anchor_of("What `lists` mean, and why?") == "what-lists-mean-and-why"
    assert plain("a **b** [c](d.md) ![e](f.png)") == "a b c"
    assert plain("on **Home**, then *Save*; `exportdesk`.") == "on Home, then Save; exportdesk."
