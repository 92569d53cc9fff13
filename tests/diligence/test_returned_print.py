"""What is printed on a form that came back against what was sent."""

from dataclasses import replace

import pytest

from exportdesk.diligence.returned_print import PrintDifference, print_difference, told
from tests.diligence.test_returned_certifications import BACK, codes

SENT = (
    "Customer certification C-2026-0001 1 P-1 Circuit 8542.31 3A991 1 100 pcs "
    "We will comply with the EAR whenever we export, reexport or transfer these items. "
    "\u0627\u0644\u0639\u0645\u064a\u0644 \u5ba2\u6237"
)

CHANGES = [
    (SENT, (), ()),
    (SENT.replace(" ", "\n"), (), ()),
    (SENT.replace(" ", ""), (), ()),
    (SENT.replace("whenever", "when\never"), (), ()),
    (SENT[:-6], (), ()),  # other scripts are read in ways of their own
    (SENT.replace("100 pcs", "900 pcs"), ("100",), ("900",)),
    (SENT.replace("will comply", "need not comply"), ("will",), ("need", "not")),
    (SENT + " except to Belarus", (), ("except", "to", "Belarus")),
    (SENT.replace("3A991", "EAR99"), ("3A991",), ("EAR99",)),
]


@pytest.mark.parametrize(("back", "gone", "new"), CHANGES)
def test_changes_of_a_page(back: str, gone: tuple[str, ...], new: tuple[str, ...]) -> None:
    assert print_difference(SENT, back, is_form=True) == PrintDifference(gone, new)
    assert print_difference(SENT, back, is_form=False) == PrintDifference(gone)


@pytest.mark.parametrize("back", ["", "A scan", SENT[: len(SENT) // 2]])
def test_what_was_read_otherwise_cannot_be_compared(back: str) -> None:
    assert print_difference(SENT, back, is_form=True) is None
    assert print_difference("", back, is_form=True) is None


def test_only_some_words_are_told() -> None:
    assert told(()) == "\u2013"
    assert told(tuple("abcdefgh")) == "a b c d e f g h"
    assert told(tuple("abcdefghi")) == "a b c d e f g h \u2026"


def test_what_was_printed_over_is_found_though_the_fields_are_as_sent() -> None:
    altered = SENT.replace("100 pcs", "900 pcs")
    back = replace(BACK, sent_print=SENT, printed=altered)
    assert codes(back) == ["returned-print-altered", "returned-items-altered"]
    clause = replace(BACK, sent_print=SENT, printed=SENT.replace("will comply", "may comply"))
    assert codes(clause) == ["returned-print-altered"]
    assert codes(replace(BACK, sent_print=SENT, printed=SENT)) == []
    assert codes(replace(BACK, sent_print=SENT, printed="")) == ["returned-print-not-read"]


def test_pages_that_took_too_long_to_read_are_for_a_person() -> None:
    assert codes(replace(BACK, is_whole=False)) == ["returned-print-not-read"]


def test_of_a_print_only_what_is_gone_counts() -> None:
    paper = replace(BACK, answers=None, origin=None, sent_print=SENT)
    assert codes(replace(paper, printed=SENT + " filled in by hand")) == []
    changed = codes(replace(paper, printed=SENT.replace("100", "900")))
    assert changed == ["returned-print-altered"]
