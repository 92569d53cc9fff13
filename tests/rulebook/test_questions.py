"""The questions of a case: what comes with the program, and what is refused."""

from pathlib import Path

import pytest

from exportdesk.core.cases import CaseStep
from exportdesk.rulebook import QuestionKind, Rulebook, Situation, Status, load_rulebook
from exportdesk.rulebook.questions import is_day
from tests.rulebook.changing import change, copied, refusal


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load_rulebook()


def test_every_question_says_why_or_has_a_plain_text_and_its_citation(rulebook: Rulebook) -> None:
    for one in rulebook.questions.all():
        assert one.text.endswith("?")
        assert one.provenance.citation
        assert one.provenance.status is not Status.UNVERIFIED
        assert rulebook.questions.get(one.code) is one
    assert rulebook.questions.get("nothing") is None


def test_questions_stand_in_the_order_of_the_steps(rulebook: Rulebook) -> None:
    steps = [list(CaseStep).index(one.step) for one in rulebook.questions.all()]
    assert steps == sorted(steps)


def test_what_is_asked_goes_by_the_case(rulebook: Rulebook) -> None:
    plain = {one.code for one in rulebook.questions.asked([])}
    assert "military" in plain
    assert not plain & {"formed_on", "imports_before", "oil_gas", "secretary_address"}
    outside = {one.code for one in rulebook.questions.asked([Situation.OUTSIDE_COALITION])}
    assert outside - plain == {"oil_gas", "address_kind"}
    both = [Situation.OUTSIDE_COALITION, Situation.HIGH_PRIORITY]
    assert "formed_on" in {one.code for one in rulebook.questions.asked(both)}


def test_what_is_an_answer(rulebook: Rulebook) -> None:
    yes_no = rulebook.questions.get("military")
    choice = rulebook.questions.get("end_use")
    day = rulebook.questions.get("formed_on")
    assert yes_no
    assert choice
    assert day
    assert yes_no.values == ("yes", "no", "unknown")
    assert choice.values[-1] == "unknown"
    assert choice.takes("resell")
    assert not choice.takes("eat")
    assert day.kind is QuestionKind.DATE
    assert day.values == ()
    assert [day.takes(text) for text in ("2019", "unknown", "", "2019-13")] == [
        *(True, True, False, False)
    ]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("2019", True),
        ("2019-05", True),
        ("2020-02-29", True),
        ("2019-02-29", False),
        ("2019-5", False),
        ("MMXX", False),
        ("", False),
    ],
)
def test_what_is_a_day(text: str, is_one: bool) -> None:
    assert is_day(text) is is_one


def test_a_text_is_answered_by_any_words(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    change(
        folder,
        "questions.toml",
        'code = "business_fit"\nstep = "profile"\nkind = "yes_no"',
        'code = "business_text"\nstep = "profile"\nkind = "text"',
    )
    change(folder, "questions.toml", 'raises = [{ answers = ["no"], flag = "KYC-02" }]\n', "")
    text = load_rulebook(folder).questions.get("business_text")
    assert text
    assert text.takes("Meters")
    assert not text.takes("  ")


REFUSED = [
    ('step = "destination"', 'step = "somewhere"', "question 2, step", "is not one of"),
    ('kind = "date"', 'kind = "day"', "kind", "is not one of"),
    ('kind = "date"', 'kind = "text"', "question", "there is no formed_on of kind date"),
    ('code = "letters_known"', 'code = "letters"', "question", "no letters_known"),
    ('code = "weapons"', 'code = "military"', "code", "military stands here twice"),
    ('flag = "KYC-02"', 'flag = "KYC-99"', "flag", "there is no red flag KYC-99"),
    ('flag = "KYC-02"', 'flag = ""', "raises 1", "names neither"),
    ('flag = "KYC-02"', 'flag = "KYC-02", finding = "x"', "raises 1", "names neither"),
    ('answers = ["no"], flag = "KYC-02"', 'answers = ["nope"], flag = "KYC-02"', "answers",
     "nope is not an answer"),
    ('answers = ["no"], flag = "KYC-02"', 'answers = [], flag = "KYC-02"', "answers", "nothing"),
    ('{ value = "self", text = "We did" }', '{ value = "bis", text = "We did" }', "choice",
     "stands there twice"),
    ('{ value = "self", text = "We did" }', '{ value = "unknown", text = "We did" }', "choice",
     "is unknown"),
    ('code = "military"', 'code = "military"\nchoice = []', "choice", "has none"),
    ('when = ["hong-kong"]', 'when = ["kowloon"]', "when", "is not one of"),
    ('every_order = true', 'every_order = "yes"', "every_order", "neither true nor false"),
    ('after = { question = "order_usual", answers = ["no", "unknown"] }', 'after = "order_usual"',
     "after", "is not a table"),
    ('after = { question = "order_usual", answers = ["no", "unknown"] }',
     'after = { question = "onward", answers = ["stay"] }', "after", "names no earlier question"),
    ('after = { question = "order_usual", answers = ["no", "unknown"] }',
     'after = { question = "order_usual", answers = ["maybe"] }', "after", "no answer to it"),
    ('code = "military"', 'code = "military"\nhint = "x"', "hint", "is not a key"),
    ('code = "signs-money"', 'code = "signs-order"', "code", "signs-order stands here twice"),
    ('code = "signs-money"', 'code = "signs-money"\nhint = "x"', "hint", "is not a key"),
    ('KYC-05 = "cash', 'KYC-99 = "cash', "signs, KYC-99", "is no red flag with a question"),
    ('KYC-05 = "cash', 'KYC-01 = "cash', "signs, KYC-01", "stands in two groups"),
    ('KYC-05 = "cash for what is normally paid over time"', 'KYC-05 = ""', "KYC-05", "empty"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "where", "why"), REFUSED)
def test_a_file_that_is_not_right_is_refused_with_the_place(
    tmp_path: Path, old: str, new: str, where: str, why: str
) -> None:
    folder = copied(tmp_path)
    change(folder, "questions.toml", old, new)
    file, said_where, said_why = refusal(folder)
    assert file == "questions.toml"
    assert where in said_where
    assert why in said_why
