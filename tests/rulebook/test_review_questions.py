"""The file of questions is whole, and one that is not is refused with the place."""

from pathlib import Path

import pytest

from exportdesk.core import resources
from exportdesk.core.errors import BadInput
from exportdesk.rulebook import Status, load_rulebook
from exportdesk.rulebook.review_questions import EXPECTED
from exportdesk.rulebook.review_questions_file import QUESTIONS_FILE, read_review_questions

FILE = resources.path("rulebook", QUESTIONS_FILE)


def test_the_questions_of_the_program() -> None:
    found = load_rulebook().review_questions
    assert [one.code for one in found.questions] == list(EXPECTED)
    assert found.status is not Status.VERIFIED
    assert found.unverified_note
    assert "OFAC" in found.source
    assert found.question("kind").answer("other").text == "Another kind"


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("as_of = 2026-11-26", 'as_of = "lately"', "as_of"),
        ('status = "secondary"', 'status = "sure"', "status"),
        ('source = "OFAC, Assessing', 'origin = "OFAC, Assessing', "source"),
        ('title = "Kind"', 'title = ""', "question 2, title"),
        ('code = "exact"', 'code = "exactly"', "question"),
        ('{ code = "none", text = "None" },', "", "question"),
        ("[[question]]", "[[ask]]", "ask"),
        ("answers = [", "answers = 3 # [", "the file"),
        ("as_of", "as of", "the file"),
    ],
)
def test_a_file_that_is_not_whole(tmp_path: Path, old: str, new: str, where: str) -> None:
    text = FILE.read_text("utf-8")
    assert old in text
    (tmp_path / QUESTIONS_FILE).write_text(text.replace(old, new), "utf-8")
    with pytest.raises(BadInput) as refused:
        read_review_questions(tmp_path / QUESTIONS_FILE)
    assert refused.value.code == "rulebook-bad"
    assert str(refused.value.facts["where"]).startswith(where)


def test_questions_that_are_no_tables(tmp_path: Path) -> None:
    head = 'as_of = 2026-11-26\nsource = "x"\nname = "x"\nstatus = "secondary"\n'
    for body in ("question = [1]\n", 'question = [{ code = "list", answers = 1 }]\n'):
        (tmp_path / QUESTIONS_FILE).write_text(head + body, "utf-8")
        with pytest.raises(BadInput):
            read_review_questions(tmp_path / QUESTIONS_FILE)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        read_review_questions(tmp_path / QUESTIONS_FILE)
