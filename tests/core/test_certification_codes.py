"""The code on a certification."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exportdesk.core.certification_codes import code_of, find_codes, read_code
from exportdesk.core.errors import BadInput
from exportdesk.core.ids import CertificationId, new_id
from exportdesk.core.words import say

ID = CertificationId("0199c0de-0000-7000-8000-000000000147")
TEXT = "C-2026-0147-2-VE2T-67"


def test_a_code_leads_back_to_its_version_of_its_record() -> None:
    code = code_of("C-2026-0147", 2, ID)
    assert code.text == TEXT
    assert read_code(code.text) == code
    assert code.belongs_to(ID)
    assert not code.belongs_to(CertificationId(ID.replace("147", "148")))


@pytest.mark.parametrize(
    "typed",
    [
        TEXT.lower(),
        f"  {TEXT}\n",
        TEXT.replace("-", " "),
        TEXT.replace("-", "–"),
        f"EXPORTDESK CERTIFICATION {TEXT}",
    ],
)
def test_a_code_is_read_as_people_and_cameras_give_it(typed: str) -> None:
    assert read_code(typed).text == TEXT


def test_letters_taken_for_digits_are_put_right() -> None:
    code = next(
        one
        for one in (code_of("C-2026-0001", 1, CertificationId(new_id())) for _ in range(10_000))
        if "0" in one.mark and "1" in one.mark
    )
    mistaken = code.mark.replace("0", "O").replace("1", "I")
    assert read_code(code.text.replace(code.mark, mistaken)) == code


@pytest.mark.parametrize("text", ["", "C-2026-0147", "S-2026-0147-1-VE2T-04", "x" * 500])
def test_what_is_no_code_is_told(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_code(text)
    assert caught.value.code == "certification-code-not-one"
    assert "is not the code of a certification" in say(caught.value)


@given(st.integers(1, 99_999), st.integers(1, 999), st.uuids(), st.data())
def test_every_wrong_digit_and_swapped_pair_is_caught(
    running: int, version: int, id_: object, data: st.DataObject
) -> None:
    code = code_of(f"C-2026-{running:04d}", version, CertificationId(str(id_)))
    assert read_code(code.text) == code
    at = data.draw(st.sampled_from([n for n, c in enumerate(code.text) if c.isdigit()]))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != code.text[at]]))
    wrong = code.text[:at] + other + code.text[at + 1 :]
    with pytest.raises(BadInput, match=r"certification-code-(mistyped|not-one)"):
        read_code(wrong)
    left, right = code.text[at], code.text[at + 1 : at + 2]
    if right.isdigit() and left != right:
        with pytest.raises(BadInput, match=r"certification-code-(mistyped|not-one)"):
            read_code(code.text[:at] + right + left + code.text[at + 2 :])


def test_codes_are_found_in_the_text_of_a_page() -> None:
    other = code_of("C-2026-0148", 1, ID).text
    page = f"C-2026-0147 · {TEXT} · a form. {TEXT} page 1; {other}, C-2026-0147-2-VE2T-99"
    assert [one.text for one in find_codes(page)] == [TEXT, other]
