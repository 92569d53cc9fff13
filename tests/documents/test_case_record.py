"""The case record, read back."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from bidi import get_display

from exportdesk.core.cases import Case, PartyAnswer
from exportdesk.core.company import Company
from exportdesk.diligence.flow import flow
from exportdesk.documents.case_record import case_record
from exportdesk.documents.case_values import CaseNames, CaseRecord
from exportdesk.documents.direction import levels
from exportdesk.wiring import Desk
from tests.casepapers import ARABIC, CHINESE, HOSTILE, THAI, TURKISH, rich, signed
from tests.documents import samples
from tests.documents.reading import pages_of, reader_of, shown_lines, squeezed
from tests.documents.tagged import faults_of_tags
from tests.sampling import by_name
from tests.ui.desks import open_filled


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = open_filled(tmp_path_factory.mktemp("record") / "ws")
    yield made
    made.close()


@pytest.fixture(scope="module")
def case(desk: Desk) -> Case:
    return signed(desk, rich(desk))


@pytest.fixture(scope="module")
def record(desk: Desk, case: Case) -> CaseRecord:
    return desk.case_papers.record(case)


@pytest.fixture(scope="module")
def names(desk: Desk) -> CaseNames:
    return CaseNames(desk.rulebook.countries.country_name, desk.list_title, str)


@pytest.fixture(scope="module")
def paper(record: CaseRecord, names: CaseNames) -> bytes:
    return case_record(record, samples.NORTHFIELD, names)


@pytest.fixture(scope="module")
def text(paper: bytes) -> str:
    return squeezed(" ".join(pages_of(paper)))


@pytest.mark.parametrize(
    "expected",
    [
        # head
        "Northfield Instruments, Inc.",
        "D-2026-0001",
        TURKISH,
        "PO-4711",
        f"Meters for {THAI}",
        "1 product to Türkiye, 3 parties, 3 open findings.",
        # outcome and sign-off
        "Do not ship. Nothing may go unless the agency allows it",
        "Signed off by Dana Whitfield",
        "Planned export, confirmed 2026-12-01",
        "2026-11-20 12:00 New York (UTC-05:00)",
        "2026-12-01",
        "Looked at by",
        # facts
        "same as: Purchaser",
        "Nobody",
        CHINESE,
        "behind " + TURKISH,
        "Screened, 2026-11-20",
        "8542.31 high-priority, tier 1",
        "EAR 3A991",
        "100 pcs",
        "5000 USD",
        "United Arab Emirates",
        "2026-11-02",
        "not provided",
        # screening and ownership
        "Specially Designated Nationals (SDN)",
        "Same party. Same tax number.",
        "register.txt",
        "Dana Whitfield, 2026-11-20 12:00 New York (UTC-05:00)",
        "IMPULS KOMPLEKT (SDN) holds 50 % of",
        "OFAC 50 Percent Rule",
        # answers, flags, findings
        "Do the goods go there directly? Yes",
        "not answered",
        "Inquiry Why is that?",
        "Answer Own people do it.",
        HOSTILE.replace("\u202e", ""),
        "[verified, 2026-11-22]",
        "[not yet checked, 2026-11-22]",
        "Settled by Inquiry Reason We looked into it",
        "What would settle it",
        "the company's own policy, no rule of an agency",
        "In the words shown",
        "hardly any business history",
        "Not asked about.",
        "KYC-29: Who owns the customer tells it, with the ownership calculation.",
        # license
        "An indication, not a determination.",
        "The Commerce Control List was not loaded",
        "15 CFR 744.2 [verified, 2026-07-23]",
        "The line is worth 5,000.00 US dollars, more than 2,500",
        "Not checked",
        "BIS D1234567 2027-05-01 Conditions 1 to 4",
        "There is none for this customer.",
        "Date 2026-11-20 Result Not found",
        "BIS-2026-77",
        "2026-09-01; 2026-09-05",
        # editions, rulebook, closing
        "SHA-256 of the file",
        "SHA-256 over its files",
        "A certification is asked for tiers 1, 2 outside the coalition of like controls",
        "It is not legal advice, and no agency made or confirmed it.",
        "This is the company's own record, not legal advice.",
        "page 1 of",
    ],
)
def test_the_record_says(text: str, expected: str) -> None:
    assert squeezed(expected) in text


def test_hashes_stand_in_full(record: CaseRecord, text: str) -> None:
    assert record.head.hash in text
    assert record.rulebook.fingerprint in text
    assert record.editions[0].sha256 in text
    for flag in record.case.flags:
        for one in flag.evidence:
            assert one.sha256 in text
    for decision in record.decisions.values():
        for one in decision.evidence:
            assert one.sha256 in text


def test_every_finding_stands_on_it_once(record: CaseRecord, text: str) -> None:
    for step in record.flow.steps:
        for one in step.questions:
            assert squeezed(one.question.text) in text
    for weighed in record.flow.assessment.findings:
        if weighed.finding.ground is not None:
            assert squeezed(weighed.finding.citation) in text


@pytest.mark.parametrize("word", ["cleared", "compliant", "approved", "safetoship"])
def test_the_record_never_says(text: str, word: str) -> None:
    assert word not in text.lower()


def test_everything_is_tagged(paper: bytes) -> None:
    assert faults_of_tags(paper) == []


def test_arabic_stands_in_visual_order(paper: bytes) -> None:
    lines = ["".join(t[::-1] if levels(t) else t for t in line) for line in shown_lines(paper)]
    assert str(get_display(ARABIC)) in lines


@pytest.mark.parametrize("company", [samples.NORTHFIELD, samples.RHEIN])
def test_pages_are_numbered_and_of_the_country_s_size(
    record: CaseRecord, names: CaseNames, company: Company
) -> None:
    data = case_record(record, company, names)
    pages = pages_of(data)
    for number, page in enumerate(pages, start=1):
        assert f"page {number} of {len(pages)}" in page
        assert "D-2026-0001" in page
    box = reader_of(data).pages[0].mediabox
    size = (612, 792) if company.country == "US" else (595, 842)
    assert (round(box.width), round(box.height)) == size


def test_the_same_values_give_the_same_bytes(
    record: CaseRecord, names: CaseNames, paper: bytes
) -> None:
    assert case_record(record, samples.NORTHFIELD, names) == paper


def test_an_empty_case_says_what_was_not_provided(desk: Desk, names: CaseNames) -> None:
    empty = desk.case_papers.record(desk.cases.new(title=""))
    text = squeezed(" ".join(pages_of(case_record(empty, samples.NORTHFIELD, names))))
    for said in (
        "Customer not provided: 0 products to a destination not provided",
        "No party is named, so nobody was screened.",
        "No product is named.",
        "DRAFT",
        "Not signed off.",
        "On hold",
    ):
        assert squeezed(said) in text


@by_name
def test_long_texts_break_over_pages(record: CaseRecord, names: CaseNames) -> None:
    case = record.case
    long = "word " * 3000 + "END-OF-IT"
    parties = tuple(
        replace(one, note=long) if one.answer is PartyAnswer.NONE else one for one in case.parties
    )
    assert case.sign_off is not None
    case = replace(
        case,
        title=long,
        parties=parties,
        sign_off=replace(case.sign_off, reason=long),
        flags=tuple(replace(one, inquiry=long) for one in case.flags),
    )
    longer = replace(record, facts=replace(record.facts, case=case))
    text = squeezed(" ".join(pages_of(case_record(longer, samples.NORTHFIELD, names))))
    assert text.count("END-OF-IT") == 5


def test_a_red_flag_says_when_the_customer_record_raised_it(
    record: CaseRecord, names: CaseNames
) -> None:
    customer = record.facts.customer
    assert customer is not None
    private = replace(customer, profile=replace(customer.profile, email_domain="gmail.com"))
    parties = tuple(private if one is customer else one for one in record.facts.parties)
    facts = replace(record.facts, parties=parties)
    made = replace(record, facts=facts, flow=flow(facts))
    said = squeezed(" ".join(pages_of(case_record(made, samples.NORTHFIELD, names))))
    assert squeezed("Raised by the mail domain in the customer record") in said
