"""The screening record, read back."""

import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from bidi import get_display
from pypdf import PdfReader

from exportdesk.core.company import Company
from exportdesk.core.editions import BundleOrigin, GivenWay, ListFinding, Severity
from exportdesk.core.ids import EditionId, ListingUid, SourceKey
from exportdesk.core.matches import Mention, OneParty, Tie
from exportdesk.core.parties import Party, PartyKind
from exportdesk.core.screenings import PartyResult, Screening, SeenMatch, Verdict
from exportdesk.core.words.parties import Origin
from exportdesk.documents.direction import levels
from exportdesk.documents.fonts import missing
from exportdesk.documents.screening_record import screening_record, summary
from tests.documents import samples
from tests.documents.reading import pages_of, reader_of, shown_lines, squeezed
from tests.documents.tagged import faults_of_tags
from tests.sampling import by_name

ROOT = Path(__file__).resolve().parents[2]


def record(screening: Screening, company: Company = samples.NORTHFIELD, **options: object) -> bytes:
    """Return the record of a sample."""
    return screening_record(
        screening,
        company,
        meaning_of=samples.meaning_of,
        country_name=samples.country_name,
        list_title=samples.list_title,
        **options,  # type: ignore[arg-type] # fields by name
    )


@pytest.fixture(scope="module")
def typical() -> str:
    return squeezed(" ".join(pages_of(record(samples.typical()))))


@pytest.fixture(scope="module")
def hard() -> bytes:
    return record(samples.hard())


@pytest.fixture(scope="module")
def hard_text(hard: bytes) -> str:
    return squeezed("".join(pages_of(hard)))


@pytest.fixture(scope="module")
def hard_lines(hard: bytes) -> list[list[str]]:
    return shown_lines(hard)


@pytest.mark.parametrize(
    "expected",
    [
        "Northfield Instruments, Inc.",
        "412 Mill Road, Dayton, Ohio 45402, United States",
        "S-2026-0001",
        "2026-11-22 09:41 New York (UTC-05:00)",
        "3 parties screened, 3 possible matches: 1 undecided, 1 same party, 1 not the same party.",
        "Maya Lindqvist",
        "PO-88213",
        "1 Beihang Univ. China 2 96 Very likely 1 undecided 1 same party",
        "OLD LIST: US Consolidated Screening List",
        "Beihang Univ.",
        "北航",
        "not provided",
        "96 Very likely",
        "Beijing University of Aeronautics and Astronautics (BUAA)",
        "Entity List (EL)",
        "Beihang University (alias)",
        "珠江贸易有限公司 (alias)",
        "extra",
        "+41",
        "−4",
        "Kind Person – not given 0",
        "Country China Türkiye, United Arab Emirates differs +6",
        "For all items subject to the EAR. (See § 744.11 of the EAR).",
        "Presumption of denial.",
        "66 FR 24266, 5/14/01; 75 FR 78883, 12/17/10",
        "from 2001-05-14",
        "License likely required: see 3.1 for what this list means and what to do.",
        "not yet checked against the published text: read that before you rely on it",
        "Decision: Same party. Same address, and the buyer says so on its website.",
        "Undecided. Nobody has yet said whether this is the same party.",
        "No possible match found in US Consolidated Screening List of 2026-07-31; "
        "Letters from BIS of a date not known (imported 2026-11-22).",
        samples.HASH[::-1],
        samples.HASH,
        "OFAC's search would hardly show it (about 0).",
        "Our reading of the method OFAC publishes for its Sanctions List Search (FAQ 249)",
        "ExportDesk 0.1.0",
        "names-1",
        "62.5",
        "OFAC's 50 percent rule",
        "End use and end users.",
        "This is the company's own record, not legal advice.",
        "page 1 of",
    ],
)
def test_the_record_says(typical: str, expected: str) -> None:
    assert squeezed(expected) in typical


def test_ofacs_search_is_named_for_its_own_lists_only() -> None:
    asked = Party("Romashka Trading")
    blocked = samples.listing("SDN", "Romashka LLC", "ROMASHKA TREYDING")
    denied = samples.listing("DPL", "Romashka LLC")
    found = tuple(SeenMatch(samples.match(one, one.name, 80.0), one) for one in (blocked, denied))
    text = squeezed("".join(pages_of(record(samples.screening((PartyResult(asked, found),))))))
    assert text.count(squeezed("OFAC's search would score about 96.")) == 1
    assert text.count(squeezed("OFAC's search would")) == 1
    only = squeezed("".join(pages_of(record(samples.screening((PartyResult(asked, found[1:]),))))))
    assert squeezed("OFAC's search") not in only


@pytest.mark.parametrize("word", ["cleared", "compliant", "approved", "safe to ship"])
def test_the_record_never_says(typical: str, word: str) -> None:
    assert squeezed(word) not in typical.lower()


@pytest.mark.parametrize("name", [n for n in samples.HARD_NAMES if levels(n) is None])
def test_hard_names_come_back(hard_text: str, name: str) -> None:
    expected = "".join(f"U+{ord(c):04X}" if c in missing(name) else c for c in name)
    assert squeezed(expected) in hard_text


@pytest.mark.parametrize("name", [n for n in samples.HARD_NAMES if levels(n) is not None])
def test_right_to_left_names_stand_in_visual_order(hard_lines: list[list[str]], name: str) -> None:
    # python-bidi's own reordering is the referee; a ligature's letters read right to left in it.
    shown = ["".join(t[::-1] if levels(t) else t for t in line) for line in hard_lines]
    assert str(get_display(name)).replace("\u200c", "") in [
        line.replace("\u200c", "") for line in shown
    ]


def test_arabic_is_joined_and_ligated(hard_lines: list[list[str]]) -> None:
    glyphs = [glyph for line in hard_lines for glyph in line]
    assert "لا" in glyphs


def test_everything_is_tagged(hard: bytes) -> None:
    assert faults_of_tags(hard) == []


@pytest.mark.parametrize("company", [samples.NORTHFIELD, samples.RHEIN])
def test_pages_are_numbered_and_of_the_country_s_size(company: Company) -> None:
    data = record(samples.typical(), company)
    reader_pages = pages_of(data)
    for number, text in enumerate(reader_pages, start=1):
        assert f"page {number} of {len(reader_pages)}" in text
        assert "S-2026-0001" in text
        assert "not legal advice" in text
    box = _reader(data).pages[0].mediabox
    size = (612, 792) if company.country == "US" else (595, 842)
    assert (round(box.width), round(box.height)) == size


def test_nothing_is_drawn_outside_the_margins(hard: bytes) -> None:
    for data in (hard, record(samples.typical(), samples.RHEIN)):
        for page in _reader(data).pages:
            places: list[tuple[float, float]] = []

            def visit(text, matrix, text_matrix, font, size, places=places):  # type: ignore[no-untyped-def] # pypdf's own call
                if text.strip():
                    places.append((text_matrix[4] + matrix[4], text_matrix[5] + matrix[5]))

            page.extract_text(visitor_text=visit)
            assert places
            assert min(x for x, _ in places) > 56
            assert max(x for x, _ in places) < page.mediabox.width - 56
            assert min(y for _, y in places) > 45
            assert max(y for _, y in places) < page.mediabox.height - 56


def test_the_file_tells_what_it_is() -> None:
    reader = _reader(record(samples.typical(), replace(samples.RHEIN, name="Ромашка & <b>")))
    assert reader.metadata is not None
    assert reader.metadata.title == "Screening record S-2026-0001"
    assert reader.metadata.author == "Ромашка & <b>"
    assert reader.trailer["/Root"]["/Lang"] == "en"  # type: ignore[index] # pypdf gives objects
    assert [item["/Title"] for item in reader.outline if not isinstance(item, list)][:2] == [  # type: ignore[call-overload] # pypdf gives objects
        "1  This screening",
        "2  Parties and possible matches",
    ]


def test_every_font_is_in_the_file(hard: bytes) -> None:
    for page in _reader(hard).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index] # pypdf gives objects
            (descendant,) = font.get_object()["/DescendantFonts"]
            assert "/FontFile2" in descendant.get_object()["/FontDescriptor"]


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_another_program_finds_nothing_wrong_with_the_file(hard: bytes, tmp_path: Path) -> None:
    for number, data in enumerate((hard, record(samples.typical()))):
        file = tmp_path / f"{number}.pdf"
        file.write_bytes(data)
        told = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True)
        assert told.returncode == 0, told.stdout + told.stderr


@by_name
def test_the_same_bytes_come_out_of_every_process() -> None:
    program = (
        "import hashlib, sys\n"
        "from tests.documents.test_screening_record import record\n"
        "from tests.documents import samples\n"
        "if sys.argv[1] == 'after another': record(samples.typical())\n"
        "print(hashlib.sha256(record(samples.hard())).hexdigest())\n"
    )
    told = [
        subprocess.run(
            [sys.executable, "-c", program, first],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        ).stdout
        for first, seed in (("alone", "1"), ("after another", "2"))
    ]
    assert told[0] == told[1]


def test_a_screening_without_lists_says_so_loudly() -> None:
    result = PartyResult(Party("Someone"))
    text = squeezed(" ".join(pages_of(record(samples.screening((result,), ())))))
    assert squeezed("NO LIST WAS IN FORCE.") in text
    assert squeezed("this party was compared with nothing") in text
    assert squeezed("No possible match") not in text


def test_one_list_is_named_by_its_date() -> None:
    screening = samples.screening((PartyResult(Party("Someone")),))
    assert summary(screening) == (
        "1 party screened. No possible match found in the lists of 2026-07-31."
    )


def test_a_name_to_check_is_told_beside_what_is_decided() -> None:
    shared = PartyResult(Party("Mikronn Elektroniks"), mention=Mention("Mikron", 2, alike=True))
    screening = samples.screening((*samples.typical().parties, shared))
    assert summary(screening).endswith(", 1 name to check.")
    text = squeezed(" ".join(pages_of(record(screening))))
    assert squeezed('2 listed parties have a word like "Mikron"') in text
    assert squeezed("Nobody had looked at this when the record was made.") in text


def test_a_date_that_a_person_gave_is_marked() -> None:
    screening = samples.screening((), (samples.edition(published_said=True),))
    text = squeezed(" ".join(pages_of(record(screening))))
    assert squeezed("2026-07-31, as stated by the operator") in text


def test_what_the_guard_noticed_and_what_was_not_loaded_is_printed() -> None:
    finding = ListFinding("disk-full", Severity.WARN, {"folder": "X"})
    screening = samples.screening((), (samples.edition(findings=(finding,)),))
    data = record(screening, lists_not_loaded=("EU list", "UK list"), lists_within=("SDN in full",))
    text = squeezed(" ".join(pages_of(data)))
    assert squeezed("The disk that holds X is full.") in text
    assert squeezed("Not used: EU list, UK list.") in text
    within = "Not used separately (they are part of the lists above): SDN in full."
    assert squeezed(within) in text


def test_what_lists_mean_does_not_stand_alone_at_the_foot_of_a_page() -> None:
    found = samples.listing("EL", "Some Works")
    why = "Ask about it again, and about their works in the harbor, and about the other one. " * 2
    decided = samples.decision(Verdict.RESEARCH, why)  # so long that the section ends a page
    seen = SeenMatch(samples.match(found, "Some Works", 90), found, decision=decided)
    data = record(
        samples.screening((PartyResult(Party("Some Works"), (seen, seen)),), (samples.edition(),))
    )
    (page,) = [text for text in pages_of(data) if "What these lists mean" in text]
    assert "What it means" in page


def test_a_denial_order_that_ended_is_history() -> None:
    found = replace(samples.listing("DPL", "Old Order"), end_date="2020-01-31")
    in_force = replace(found, end_date="")
    seen = tuple(
        SeenMatch(samples.match(each, "Old Order", 90), each) for each in (found, in_force)
    )
    screening = samples.screening((PartyResult(Party("Old Order"), seen),))
    text = squeezed(" ".join(pages_of(record(screening))))
    assert text.count(squeezed("this order had ended when this was screened: history.")) == 1
    assert text.count(squeezed("Stop: see 3.1 for what this list means")) == 1
    assert squeezed("from 2001-05-14 until 2020-01-31") in text


def test_characters_without_a_font_are_told() -> None:
    screening = samples.screening((PartyResult(Party("Rocket 🚀")),))
    assert "U+1F680." in squeezed(" ".join(pages_of(record(screening))))


def test_the_most_unreasonable_input_still_prints() -> None:
    found = samples.listing("EL", "超长" * 900, *(f"alias {n}" for n in range(9)))
    found = replace(found, addresses=found.addresses * 9, requirement="word " * 4000)
    party = Party(
        "Ж" * 4000, address="x " * 3000, identifier="\x00\ud800", other_names=("שלום " * 900,)
    )
    seen = SeenMatch(samples.match(found, "alias 3", 88), found)
    company = replace(samples.NORTHFIELD, name="Very Long Company Name " * 30, city="")
    data = record(samples.screening((PartyResult(party, (seen,)), PartyResult(Party("")))), company)
    text = squeezed(" ".join(pages_of(data)))
    assert text.count("Ж") >= 8000
    assert text.count("超") >= 900
    assert squeezed("and 14 more, kept with the record") in text
    assert text.count("wordword") >= 1000


def test_a_company_without_a_name_is_told_so() -> None:
    text = " ".join(pages_of(record(samples.typical(), Company())))
    assert "(company name not set)" in text


def test_tables_repeat_their_head_on_every_page() -> None:
    parties = tuple(PartyResult(Party(f"Party {n}")) for n in range(120))
    texts = pages_of(record(samples.screening(parties)))
    heads = [text for text in texts if "Party, as typed" in text]
    assert len(heads) >= 3


def _reader(data: bytes) -> PdfReader:
    return reader_of(data)


def test_matches_of_one_party_stand_together_under_one_line() -> None:
    first, other = samples.listing("SDN", "Ropewalk Marine"), samples.listing("EL", "Elsewhere")
    third = replace(
        samples.listing("UVL", "ROPEWALK MARINE LTD"), requirement="Asset freeze",
        source=SourceKey("uk-sl"), uid=ListingUid("uk-sl:RUS1"),
    )  # fmt: skip
    also = (ListingUid("us-csl:SDN:36"),)
    seen = (
        SeenMatch(samples.match(first, first.name, 99.0), first, also=also),
        SeenMatch(samples.match(other, other.name, 95.0), other),
        SeenMatch(samples.match(third, third.name, 90.0), third),
    )
    groups = (OneParty((first.uid, third.uid), (Tie("OFAC Number", "36"), Tie("name", "X"))),)
    screening = samples.screening((PartyResult(Party("Ropewalk"), seen, groups),))
    data = record(
        screening,
        origin_of=lambda found: Origin.FOREIGN if found.source == "uk-sl" else Origin.US,
    )
    text = squeezed("".join(pages_of(data)))
    heading = squeezed(
        "One party on 2 lists: Specially Designated Nationals (SDN), Unverified List (UVL). "
        "Joined by OFAC Number 36, name X. Each listing is decided by itself."
    )
    assert text.count(heading) == 1
    places = [text.index(squeezed(said)) for said in ("One party on", "1/3", "2/3", "3/3")]
    assert places == sorted(places)
    assert text.index("RopewalkMarine") < text.index("ROPEWALKMARINELTD")
    assert text.index("ROPEWALKMARINELTD") < text.index(squeezed("3/3 Elsewhere"))
    # The source in the edition's words; no license is required by another country's freeze.
    assert squeezed("US Consolidated Screening List, as us-csl:SDN:36") in text
    assert text.count(squeezed("Measures as published")) == 1
    assert text.count(squeezed("License requirement For all")) == 2
    assert text.count(squeezed("no prohibition of US law by itself")) == 1


def test_the_day_of_the_last_check_and_the_bundle_are_named() -> None:
    bundle = BundleOrigin(
        file="lists.exportdesk",
        sha256="c" * 64,
        made=samples.AT,
        host="office-pc",
        program="0.1.0",
        edition=EditionId("0192-there"),
        imported=samples.AT,
        origin="https://publisher.example/list",
    )
    use = samples.edition(confirmed=date(2026, 8, 1), bundle=bundle)
    text = squeezed("".join(pages_of(record(samples.screening((), (use,))))))
    assert squeezed("Confirmed as newest 2026-08-01, by asking the publisher") in text
    assert squeezed("lists.exportdesk (bundle written on") in text
    assert squeezed("on office-pc)") in text
    assert "c" * 64 in text
    without = squeezed("".join(pages_of(record(samples.screening((), (samples.edition(),))))))
    assert squeezed("Confirmed as newest") not in without
    assert squeezed("Came in") not in without


def test_lists_that_gave_way_are_named() -> None:
    given = GivenWay(("SDN", "EL"), SourceKey("us-ofac-sdn"), "OFAC in full")
    editions = (
        samples.edition(given_way=(given,)),
        samples.edition(given_way=(replace(given, newer_kept=True),)),
    )
    text = squeezed("".join(pages_of(record(samples.screening((), editions)))))
    lists = "Specially Designated Nationals (SDN), Entity List (EL)"
    assert squeezed(f"its entries of {lists}. OFAC in full has the same lists in full.") in text
    assert squeezed(f"those entries of {lists} that OFAC in full has in full") in text


def test_many_sources_are_counted_in_a_sentence_and_named_below() -> None:
    sources = ("us-csl", "eu-fsf", "uk-sl", "un-sc")
    editions = tuple(
        samples.edition(
            source=SourceKey(key), source_name=f"Source {key}", published=date(2026, 7, 28 + at),
            too_old=at < 2,
        )
        for at, key in enumerate(sources)
    )  # fmt: skip
    screening = samples.screening((PartyResult(Party("A")),), editions)
    text = squeezed("".join(pages_of(record(screening))))
    said = "the 4 sources of lists named below, of 2026-07-28 to 2026-07-31"
    assert squeezed(f"No possible match found in {said}") in text
    assert squeezed("OLD LISTS: Source us-csl, Source eu-fsf were older") in text
    assert all(text.count(squeezed(f"Source {key}")) >= 1 for key in sources)
    undated = replace(editions[3], published=None, published_said=False)
    again = samples.screening((PartyResult(Party("A")),), (*editions[:3], undated))
    text = squeezed("".join(pages_of(record(again))))
    said = "named below, of 2026-07-28 to 2026-07-30, 1 of them of a date not known"
    assert squeezed(said) in text  # the day on which it came in is no date of the list
    assert squeezed("DATE NOT KNOWN: Source un-sc had no date when it was imported") in text


def test_a_kind_that_nobody_entered_is_told_as_what_it_is() -> None:
    typical = samples.typical()
    first = typical.parties[0]
    party = replace(first.party, kind=PartyKind.UNKNOWN)
    told = replace(typical, parties=(replace(first, party=party),))
    text = squeezed(" ".join(pages_of(record(told))))
    assert text.count(squeezed("Person (by its name)")) == 3, "in the head, and at both matches"
    assert squeezed("Hash of our records: " + samples.HASH[:16]) in text


def test_further_addresses_and_countries_of_a_party_are_printed() -> None:
    party = Party(
        "Silk Meridian", country="TR", address="1 Quay, Izmir",
        other_addresses=("7 Dock Road, Mersin", "北京 3 Lane"), other_countries=("AE",),
    )  # fmt: skip
    screening = replace(samples.typical(), parties=(PartyResult(party),))
    told = squeezed(" ".join(pages_of(record(screening))))
    for expected in ("7 Dock Road, Mersin", "北京 3 Lane", samples.country_name("AE")):
        assert squeezed(expected) in told
