"""Statements, letters, summary and list-change report, read back by two readers."""

import io
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from PIL import Image

from exportdesk.core.papers import LegalReview, Letterhead, PaperKind
from exportdesk.core.standing import CustomerStatus
from exportdesk.documents import list_changes_report
from exportdesk.documents.fonts import missing
from exportdesk.documents.numbered import numbered_paper
from exportdesk.documents.paper_values import PaperContents, PaperHead
from tests.documents import numbered, samples
from tests.documents.reading import pages_of as pages_read
from tests.documents.reading import reader_of, shown_lines, squeezed
from tests.documents.tagged import faults_of_tags
from tests.sampling import sample

UVL, END_USE = PaperKind.UVL_STATEMENT, PaperKind.END_USE_STATEMENT
REFUSAL, ASKING = PaperKind.REFUSAL_LETTER, PaperKind.INFORMATION_LETTER
MAKERS: dict[str, Callable[[], PaperContents]] = {
    "summary": numbered.summary_values,
    "uvl": lambda: numbered.statement_values(UVL, is_checked=True),
    "end_use": lambda: numbered.statement_values(END_USE),
    "refusal": lambda: numbered.letter_values(REFUSAL),
    "information": lambda: numbered.letter_values(ASKING),
    "changes": numbered.changes_values,
}
each_paper = pytest.mark.parametrize("kind", MAKERS)
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no poppler here")


_DRAWN: dict[str, bytes] = {}
pages_of = cache(pages_read)  # each paper is drawn and read once


def drawn(values: PaperContents, head: PaperHead | None = None, *, fillable: bool = False) -> bytes:
    key = repr((values, head, fillable))
    if key not in _DRAWN:
        _DRAWN[key] = anew(values, head, fillable=fillable)
    return _DRAWN[key]


def anew(values: PaperContents, head: PaperHead | None = None, *, fillable: bool = False) -> bytes:
    return numbered_paper(values, head or numbered.head(), numbered.NAMES, fillable=fillable)


def text_of(data: bytes) -> str:
    return squeezed(" ".join(pages_of(data)))


def by_poppler(data: bytes, folder: Path) -> str:
    file = folder / "paper.pdf"
    file.write_bytes(data)
    done = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", file, "-"], capture_output=True, check=True, timeout=60
    )
    assert done.stderr == b""
    return squeezed(done.stdout.decode())


@each_paper
def test_the_same_values_give_the_same_bytes(kind: str) -> None:
    first, again = drawn(MAKERS[kind]()), anew(MAKERS[kind]())
    assert first == again
    assert drawn(MAKERS[kind](), numbered.head(number="P-2026-0008")) != first


@each_paper
def test_every_page_has_number_company_and_page(kind: str) -> None:
    pages = [squeezed(page) for page in pages_of(drawn(MAKERS[kind]()))]
    for at, page in enumerate(pages, start=1):
        assert "P-2026-0007" in page
        assert squeezed("Northfield Instruments, Inc.") in page
        assert squeezed(f"page {at} of {len(pages)}") in page


@each_paper
def test_the_file_names_itself_and_is_tagged(kind: str) -> None:
    reader = reader_of(drawn(MAKERS[kind]()))
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert faults_of_tags(drawn(MAKERS[kind]())) == []
    assert "P-2026-0007" in str(reader.metadata.title)  # type: ignore[union-attr] # there is one


@needs_poppler
@each_paper
def test_poppler_reads_the_same(kind: str, tmp_path: Path) -> None:
    data = drawn(MAKERS[kind]())
    theirs = by_poppler(data, tmp_path)
    for page in pages_of(data):
        for line in filter(None, map(str.strip, page.splitlines())):
            for word in line.split():
                assert squeezed(word) in theirs


@pytest.mark.parametrize(
    "expected",
    [
        "UVL statement",
        "TO BE CHECKED.",
        "Compare it point by point with 15 CFR 744.15(b)",
        "Örnek Elektronik Sanayi ve Ticaret A.Ş.",
        "Kiremithane Caddesi No. 14, 34999 Istanbul",
        "Country * Türkiye",
        "NI-0002 Board number 2 8542.31 3A991 2 pcs",
        "珠江贸易有限公司",
        "We agree to end-use checks by the US Department of Commerce",
        "(15 CFR 744.15(b); 15 CFR part 762)",
        "not provided",
        "D-2026-0003",
        "It is not a form of the US Government.",
        "wording 2026-11",
        "Hash of our records: 9f2c4b7de1a05c33",
    ],
)
def test_a_uvl_statement_says(expected: str) -> None:
    assert squeezed(expected) in text_of(drawn(numbered.statement_values(UVL)))


def test_a_uvl_statement_is_a_draft_on_every_page_until_the_wording_was_checked() -> None:
    values = numbered.statement_values(UVL, items=40)
    pages = pages_of(drawn(values))
    assert len(pages) > 2
    assert all("DRAFT" in squeezed(page) for page in pages)
    checked = text_of(drawn(replace(values, is_checked=True)))
    assert "DRAFT" not in checked
    assert squeezed("TO BE CHECKED") not in checked


def test_an_end_use_statement_is_no_draft_and_calls_nothing_a_license() -> None:
    text = text_of(drawn(numbered.statement_values(END_USE)))
    assert "DRAFT" not in text
    assert squeezed("In the country and for the purpose stated here".lower()) in text
    assert squeezed("(15 CFR 748.11; 15 CFR 764.2(g)(2))") not in text
    assert squeezed("(15 CFR 748.11, 764.2(g)(2))") in text


@pytest.mark.parametrize("kind", [UVL, END_USE])
def test_a_statement_can_be_filled_in_on_screen(kind: PaperKind) -> None:
    reader = reader_of(drawn(numbered.statement_values(kind), fillable=True))
    fields = reader.get_fields() or {}
    assert fields["party_name"]["/V"] == "Örnek Elektronik Sanayi ve Ticaret A.Ş."
    assert fields["end_user_name"]["/V"] == "珠江贸易有限公司"
    assert fields["end_use"].get("/V", "") == ""
    assert (fields["party_country"]["/FT"], fields["party_country"]["/V"]) == ("/Ch", "TR")
    assert fields["destination"]["/FT"] == "/Ch"
    assert fields["signature"]["/FT"] == "/Sig"
    confirmed = [name for name in fields if name.startswith("confirm_")]
    assert len(confirmed) == len(numbered.wording(kind).clauses)
    flat = reader_of(drawn(numbered.statement_values(kind)))
    assert not flat.get_fields()


def test_sixty_items_go_over_pages_and_the_signature_stays_with_a_clause() -> None:
    pages = [
        squeezed(page) for page in pages_of(drawn(numbered.statement_values(END_USE, items=60)))
    ]
    assert len(pages) >= 3
    whole = "".join(pages)
    assert all(squeezed(f"NI-{n:04d}") in whole for n in range(1, 61))
    heads = [page for page in pages if squeezed("Part number Description HS") in page]
    assert len(heads) >= 2
    (signed,) = [page for page in pages if squeezed("Official title") in page]
    assert squeezed("What we state here is true and complete") in signed


def test_a_box_for_an_address_is_told() -> None:
    values = numbered.statement_values(UVL)
    values = replace(values, party=replace(values.party, is_box=True))
    assert squeezed("looks like a post office box") in text_of(drawn(values))


def test_a_letter_is_a_letter() -> None:
    text = text_of(drawn(numbered.letter_values(REFUSAL)))
    order = [
        "Örnek Elektronik A.Ş.", "Kiremithane Caddesi No. 14", "Türkiye", "November 22, 2026",
        "Your order", "Your reference: PO-88213", "Dear Örnek Elektronik A.Ş.,",
        "We have looked at your order.", "We cannot ship it.", "Nothing follows from this.",
        "Sincerely,", "Dana Whitfield", "Export manager", "Northfield Instruments, Inc.",
    ]  # fmt: skip
    at = text.index(squeezed("Örnek Elektronik A.Ş."))
    for expected in order:
        at = text.index(squeezed(expected), at)


def test_a_letter_without_a_signatory_leaves_room_to_sign() -> None:
    head = numbered.head(letterhead=Letterhead())
    assert squeezed("Sincerely, Northfield") in text_of(
        drawn(numbered.letter_values(REFUSAL), head)
    )


def test_what_is_asked_can_be_answered_on_screen() -> None:
    data = drawn(numbered.letter_values(ASKING), fillable=True)
    fields = reader_of(data).get_fields() or {}
    assert {"answer_1", "answer_2", "answered_by", "answered_on"} <= set(fields)
    assert squeezed("2. The end use of the goods.") in text_of(data)


def test_forty_questions_stay_with_their_boxes() -> None:
    asks = tuple(f"Question about matter {n}." for n in range(1, 41))
    values = replace(numbered.letter_values(ASKING), asks=asks)
    pages = [squeezed(page) for page in pages_of(drawn(values))]
    assert len(pages) >= 4
    for page in pages:
        assert page.count(squeezed("Question about matter")) == page.count(squeezed("Your answer"))


@pytest.mark.parametrize(
    "expected",
    [
        "3 customers: 1 listed, 1 review, 1 no open match.",
        "Maya Lindqvist From 2026-11-01 To 2026-11-22 Stands as of",
        "2026-11-01",
        "Customer 0 itself Romashka LLC EL 99.5",
        "Same party: Same address. (Maya Lindqvist)",
        "Owner One (Owner)",
        "Listed: License likely required",
        "lists changed 3 2 1 0 0 62.5",
        "US Consolidated Screening List",
        samples.HASH,
        "Shown is what scored 62.5 or more against the lists of 2026-07-31.",
    ],
)
def test_the_summary_says(expected: str) -> None:
    assert squeezed(expected) in text_of(drawn(numbered.summary_values()))


def test_the_summary_never_says_cleared() -> None:
    text = text_of(drawn(numbered.summary_values())).casefold()
    assert "cleared" not in text
    assert "compliant" not in text


def test_a_long_summary_holds_every_customer_over_many_pages() -> None:
    pages = [squeezed(page) for page in pages_of(drawn(numbered.summary_values(700)))]
    assert len(pages) > 12
    whole = "".join(pages)
    assert all(f"K-{n:05d}" in whole for n in range(700))
    with_rows = [page for page in pages if "K-00" in page]
    assert all(squeezed("Customer Reference Country") in page for page in with_rows)


def test_an_empty_book_has_a_summary() -> None:
    values = replace(numbered.summary_values(0), matches=(), screenings=(), editions=())
    text = text_of(drawn(values))
    assert squeezed("There is no customer in the book.") in text
    assert squeezed("NO LIST WAS IN FORCE") in text


def test_customers_that_are_behind_are_told_at_the_head() -> None:
    values = numbered.summary_values(5)
    stale = replace(values.customers[2], status=CustomerStatus.STALE)
    text = text_of(drawn(replace(values, customers=(*values.customers, stale))))
    assert squeezed("1 customer is not screened with the lists in force.") in text


@pytest.mark.parametrize(
    "expected",
    [
        "2 added, 2 removed, 2 changed. 1 customer of ours may be one of those",
        "Before: publisher's date 2026-11-01",
        "Entity List (EL) 2 2 2",
        "4 more entries differ only in what the program does not show.",
        "Touched Trading K-9 Entry 0 added EL 88",
        "Entry 1 removed",
        "aliases Old Name New Name",
        "kind Not said Vessel",
    ],
)
def test_the_report_of_changes_says(expected: str) -> None:
    assert squeezed(expected) in text_of(drawn(numbered.changes_values()))


def test_a_report_of_too_many_changes_says_what_it_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    most = 60  # hundreds of rows say no more
    monkeypatch.setattr(list_changes_report, "MOST_ENTRIES", most)
    values = numbered.changes_values(1)
    many = tuple(replace(values.found.added[0], name=f"E{n}", names=()) for n in range(most + 7))
    values = replace(values, found=replace(values.found, added=many))
    text = text_of(drawn(values))
    assert squeezed("7 more are not printed here") in text
    assert f"E{most - 1}" in text
    assert f"E{most}" not in text


@pytest.mark.parametrize(
    ("name", "other"),
    [*zip(samples.HARD_NAMES[::2], samples.HARD_NAMES[1::2], strict=True)][:: sample(3, 1)],
)
def test_hard_names_print_on_each_paper(name: str, other: str) -> None:
    name = f"{name} · {other}"
    party = replace(numbered.statement_values(UVL).party, name=name)
    papers = [
        drawn(replace(numbered.statement_values(UVL), party=party)),
        drawn(replace(numbered.letter_values(REFUSAL), recipient=(name, "Street"))),
        drawn(numbered.summary_values(2, name)),
        drawn(numbered.changes_values(1, name)),
    ]
    wanted = sorted(squeezed("".join(c for c in name if not missing(c))))
    for data in papers:
        shown = sorted(squeezed("".join("".join(line) for line in shown_lines(data))))
        for letter in set(wanted):
            assert shown.count(letter) >= wanted.count(letter)


def logo(size: tuple[int, int] = (300, 100)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#8C1E5A").save(out, "PNG")
    return out.getvalue()


@each_paper
def test_the_company_s_look_is_on_every_paper(kind: str) -> None:
    look = Letterhead(logo=logo(), accent="#8C1E5A", signatory=numbered.SIGNATORY, mark="SAMPLE")
    data = drawn(MAKERS[kind](), numbered.head(letterhead=look))
    reader = reader_of(data)
    assert len(reader.pages[0].images) == 1
    drawing = reader.pages[0].get_contents().get_data()  # type: ignore[union-attr] # there is one
    assert b".54902 .117647 .352941" in drawing
    assert b".058824 .419608 .419608" not in drawing
    assert all("SAMPLE" in squeezed(page) for page in pages_of(data))


def test_own_clauses_and_the_review_stand_where_they_are_wanted() -> None:
    review = LegalReview("Ann Counsel", date(2026, 10, 1), "For all markets.", is_printed=True)
    look = Letterhead(
        clauses={REFUSAL: ("Our terms of 2026 apply.",)},
        review=review,
        signatory=numbered.SIGNATORY,
    )
    said = squeezed("Wording reviewed by Ann Counsel, 2026-10-01: For all markets.")
    letter = text_of(drawn(numbered.letter_values(REFUSAL), numbered.head(letterhead=look)))
    assert squeezed("Our terms of 2026 apply.") in letter
    assert said in letter
    quiet = replace(look, review=replace(review, is_printed=False))
    assert said not in text_of(
        drawn(numbered.letter_values(REFUSAL), numbered.head(letterhead=quiet))
    )
    values = numbered.statement_values(END_USE, own_clauses=("We deliver FCA Dayton.",))
    assert squeezed("Further terms of the exporter 1. We deliver FCA Dayton.") in text_of(
        drawn(values)
    )


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="no qpdf here")
@each_paper
def test_qpdf_finds_nothing_wrong(kind: str, tmp_path: Path) -> None:
    for fillable in (False, True):
        file = tmp_path / f"{fillable}.pdf"
        file.write_bytes(drawn(MAKERS[kind](), fillable=fillable))
        done = subprocess.run(["qpdf", "--check", file], capture_output=True, timeout=60)
        assert done.returncode == 0, done.stdout + done.stderr
