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
    assert guide.find("undo a decision")[0].page.name == "deciding"
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


@pytest.mark.parametrize(
    ("asked", "page"),
    [
        ("threshold", "threshold"),
        ("decide match", "deciding"),
        ("import customers", "importing-customers"),
        ("red flag", "due-diligence"),
        ("certification return", "certifications"),
    ],
)
def test_what_people_ask_for_is_among_the_first(guide: Guide, asked: str, page: str) -> None:
    assert page in [one.page.name for one in guide.find(asked)[:3]]


def test_every_page_has_a_title_and_words(guide: Guide) -> None:
    assert len(guide.pages) > 25
    for page in guide.pages:
        assert page.title
        assert page.sections[0].text or len(page.sections) > 1, page.name


def test_headings_are_called_as_the_links_call_them() -> None:
    assert anchor_of("What `lists` mean, and why?") == "what-lists-mean-and-why"
    assert plain("a **b** [c](d.md) ![e](f.png)") == "a b c"
    assert plain("on **Home**, then *Save*; `exportdesk`.") == "on Home, then Save; exportdesk."
