"""What a certification holds, and where it stands on a day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exportdesk.core.certification_fields import (
    ORIGIN_FIELDS,
    answers_of,
    end_user_rows,
    field_values,
    items_hash,
    origin_of,
    read_origin,
)
from exportdesk.core.certifications import (
    CERTIFIED_ROLES,
    Answers,
    CertificationForm,
    CertificationState,
    CertifiedCustomer,
    CertifiedEndUser,
    CertifiedItem,
    CertifiedOrder,
    CertifiedSignature,
    CertifiedUse,
    IntendedUse,
    standing_on,
)
from exportdesk.core.ids import CertificationId
from exportdesk.core.text import tidy, tidy_lines

CLAUSES = ("subject", "comply", "truth")
ENDS = date(2027, 11, 26)
_word = st.text(max_size=30).map(tidy)
_lines = st.text(max_size=30).map(tidy_lines)


@pytest.mark.parametrize(
    ("days", "state"),
    [
        (-31, CertificationState.ACCEPTED),
        (-30, CertificationState.EXPIRING),
        (0, CertificationState.EXPIRING),
        (1, CertificationState.EXPIRED),
    ],
)
def test_an_accepted_certification_expires_by_itself(days: int, state: CertificationState) -> None:
    assert standing_on(CertificationState.ACCEPTED, ENDS, ENDS + timedelta(days)) is state


def test_one_without_end_or_not_accepted_stays_as_it_is() -> None:
    late = date(2099, 1, 1)
    assert standing_on(CertificationState.ACCEPTED, None, late) is CertificationState.ACCEPTED
    assert standing_on(CertificationState.SENT, ENDS, late) is CertificationState.SENT


@st.composite
def _answers(draw: st.DrawFn) -> Answers:
    def some(kind: type, count: int) -> object:
        return kind(*(draw(_word) for _ in range(count)))

    users = draw(
        st.lists(st.builds(CertifiedEndUser, _word, _lines, _word), max_size=4).map(
            lambda found: tuple(one for one in found if not one.is_empty)
        )
    )
    return Answers(
        customer=CertifiedCustomer(
            draw(_word), draw(_word), draw(_lines), draw(_lines), *(draw(_word) for _ in range(4))
        ),
        roles=draw(st.frozensets(st.sampled_from(CERTIFIED_ROLES))),
        order=some(CertifiedOrder, 4),  # type: ignore[arg-type] # an order
        use=CertifiedUse(
            draw(st.frozensets(st.sampled_from(IntendedUse))),
            draw(_word),
            draw(_word),
            users,
            draw(st.booleans()),
        ),
        confirmed=draw(st.frozensets(st.sampled_from(CLAUSES))),
        signature=CertifiedSignature(*(draw(_word) for _ in range(5)), draw(st.booleans())),
    )


@given(_answers())
def test_answers_come_back_from_their_fields(answers: Answers) -> None:
    values = field_values(answers, CLAUSES)
    assert answers_of(values, CLAUSES) == answers
    assert len([name for name in values if name.startswith("end_user_") and "_name" in name]) == (
        end_user_rows(answers)
    )


@pytest.mark.parametrize("state", ["/Yes", "Yes", "/On", "1", "/0"])
def test_a_box_is_ticked_by_any_state_but_off(state: str) -> None:
    read = answers_of({"role_purchaser": state, "role_end_user": "/Off"}, CLAUSES)
    assert [str(role) for role in read.roles] == ["purchaser"]


def test_what_a_file_lacks_counts_as_empty() -> None:
    assert answers_of({}, CLAUSES) == Answers()


def test_a_field_is_read_without_control_characters() -> None:
    read = answers_of(
        {"customer_legal_name": " A\u0000cme\r\n Ltd ", "customer_registered_address": "1\r2\n"},
        CLAUSES,
    )
    assert read.customer.legal_name == "Acme Ltd"
    assert read.customer.registered_address == "1\n2"


def test_a_form_says_what_it_was_made_from() -> None:
    items = (CertifiedItem("P1", "Part", "853221", "EAR99", "5", "pcs", "2"),)
    form = CertificationForm(
        CertificationId("0199c0de-0000-7000-8000-000000000147"), "C-2026-0001", ENDS, None,
        language="tr", wording="2026-11", translation="2026-11", items=items,
    )  # fmt: skip
    told = origin_of(form)
    origin = read_origin(told)
    assert tuple(told) == ORIGIN_FIELDS
    assert origin is not None
    assert (origin.code, origin.language) == (form.code.text, "tr")
    assert origin.items == items_hash(items)
    assert read_origin({}) is None


def test_another_quantity_is_another_list_of_items() -> None:
    one = CertifiedItem("P1", "Part", "853221", "EAR99", "5", "pcs", "2")
    assert items_hash([one]) != items_hash([replace(one, quantity="50")])
    assert items_hash([one, one]) != items_hash([one])
