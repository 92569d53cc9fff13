"""Searching everything, on the demo's book and lists."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from exportdesk.core.customers import PartyName, Profile, RelatedParty
from exportdesk.core.errors import ListsMissing
from exportdesk.core.ids import LetterId, PartyId
from exportdesk.core.letters import Letter, LetterItem, LetterKind
from exportdesk.core.listings import Identifier
from exportdesk.core.matches import Strength
from exportdesk.core.parties import Role
from exportdesk.core.progress import Silent
from exportdesk.core.screenings import Verdict
from exportdesk.operations.deciding import Word
from exportdesk.operations.demo import demo_customers
from exportdesk.operations.demo_run import fill_demo
from exportdesk.operations.search import BookHits, Met
from exportdesk.rulebook import Tier
from exportdesk.ui.search.rows import Names, case_rows, customer_rows, letter_rows
from exportdesk.wiring import Desk
from tests.ui.desks import open_desk, ready_up, screen

OWNER = Profile(
    names=(PartyName("Şahin Holding"),), identifiers=(Identifier("Tax number", "77-00412"),)
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = open_desk(tmp_path_factory.mktemp("search") / "workspace")
    fill_demo(made, Silent())
    ready_up(made)
    first = demo_customers()[0]
    related = RelatedParty(PartyId("r-1"), Role.OWNER, OWNER, of=first.id)
    made.customers.save(replace(first, related=(related,), tags=("wholesale",)))
    screen(made, "Quiet Meadow Cheese Cooperative", reference="PO-4711")
    screen(made, "ООО Тихий Луг", reference="PO-4712")
    yield made
    made.close()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ornek", "Örnek Elektronik Sanayi ve Ticaret A.Ş."),
        ("ÖRNEK elek", "Örnek Elektronik Sanayi ve Ticaret A.Ş."),
        ("pruftech", "Hallgrenze Prüftechnik GmbH"),
        ("  HRB   990347 ", "Baltex Messtechnik GmbH"),
        ("NI-1006", "Sagitta Instruments Ltd"),
        ("sahin holding", "Örnek Elektronik Sanayi ve Ticaret A.Ş."),
    ],
)
def test_a_customer_is_found(desk: Desk, text: str, name: str) -> None:
    assert [hit.name for hit in desk.search.book(text).customers] == [name]


def test_it_says_by_what_and_of_whom(desk: Desk) -> None:
    def only(text: str) -> tuple[Met, str, str, Role]:
        (hit,) = desk.search.book(text).customers
        return hit.met, hit.by, hit.related, hit.role

    assert only("ornek") == (Met.NAME, "", "", Role.NOT_SAID)
    assert only("TR-990158")[:3] == (Met.NUMBER, "TR-990158-0", "")
    assert only("NI-1001")[:2] == (Met.REFERENCE, "NI-1001")
    assert only("tr9901580")[:3] == (Met.NUMBER, "TR-990158-0", "")
    assert only("77.00.412") == (Met.NUMBER, "77-00412", "Şahin Holding", Role.OWNER)
    assert only("ni1001")[:2] == (Met.REFERENCE, "NI-1001")
    assert only("sahin") == (Met.NAME, "Şahin Holding", "Şahin Holding", Role.OWNER)
    assert only("77-00412") == (Met.NUMBER, "77-00412", "Şahin Holding", Role.OWNER)
    assert only("wholesale")[:2] == (Met.OTHER, "")


def test_what_begins_like_it_comes_first(desk: Desk) -> None:
    names = [hit.name for hit in desk.search.book("s").customers]
    assert len(names) == 6
    assert names == sorted(names, key=str.casefold)
    skus = [hit.sku for hit in desk.search.book("ni-ps").products]
    assert skus == ["NI-PSU-300", "NI-PSU-48D"]


@pytest.mark.parametrize("text", ["8542", "8542.3", "8542.31", "8542.31.00", "8542310000"])
def test_a_code_finds_products(desk: Desk, text: str) -> None:
    hits = desk.search.book(text).products
    assert "NI-IC-MCU32" in [hit.sku for hit in hits]
    assert all(hit.hs_code.startswith("8542") for hit in hits)
    assert next(hit for hit in hits if hit.sku == "NI-IC-MCU32").tier is Tier.ONE


@pytest.mark.parametrize("text", ["S-2026-0001", "0001", "po-4711", "quiet meadow"])
def test_a_record_is_found(desk: Desk, text: str) -> None:
    (hit,) = desk.search.book(text).records
    assert hit.number == "S-2026-0001"
    assert hit.names == ("Quiet Meadow Cheese Cooperative",)


@pytest.mark.parametrize("text", ["тихий", "ТИХИЙ ЛУГ", "луг"])
def test_a_record_in_another_script_is_found_in_any_case(desk: Desk, text: str) -> None:
    assert [hit.number for hit in desk.search.book(text).records] == ["S-2026-0002"]


@pytest.mark.parametrize(
    "text", ["", "   ", "%", "_", "\\", "';--", '"', "\x00", "qqxj qqxj", "?" * 900, "qqxj " * 3000]
)
def test_strange_text_finds_nothing_and_breaks_nothing(desk: Desk, text: str) -> None:
    hits = desk.search.book(text)
    assert hits == BookHits()
    assert desk.search.listings(text) == ()


def test_listings_are_found_fuzzily_and_while_typing(desk: Desk) -> None:
    whole = desk.search.listings("Severny Impuls")
    assert whole[0].strength is Strength.VERY_LIKELY
    begun = desk.search.listings("seve")
    assert whole[0].uid in [hit.uid for hit in begun]
    assert {hit.strength for hit in begun} == {None}
    assert desk.search.listings("se") == ()
    assert len(desk.search.listings("seve", limit=2)) == 2


def test_a_deleted_product_is_not_found(desk: Desk) -> None:
    (hit,) = desk.search.book("NI-PCB-410").products
    kept = desk.products.delete([hit.product])
    assert desk.search.book("NI-PCB-410").products == ()
    desk.products.undo(kept.batch)


def test_without_lists_the_book_is_still_found(tmp_path: Path) -> None:
    made = open_desk(tmp_path / "workspace")
    try:
        made.customers.save(demo_customers()[0])
        assert made.search.book("ornek").customers
        with pytest.raises(ListsMissing):
            made.search.listings("ornek")
    finally:
        made.close()


def test_cases_and_letters_are_found(desk: Desk) -> None:
    case = desk.cases.new(title="Trial of seals", reference="PO-99123")
    letter = Letter(
        LetterId(""), LetterKind.INFORMED, reference="BIS-EE 88", items=(LetterItem("8542"),)
    )
    kept = desk.letters.add(letter, Silent()).letter
    assert [one.number for one in desk.search.book("po-99123").cases] == [case.number]
    assert [one.id for one in desk.search.book(f"{case.number} SEALS").cases] == [case.id]
    assert desk.search.book("bis-ee 88").letters == (kept,)
    assert desk.search.book(kept.number).letters == (kept,)
    shown = case_rows(desk.search.book("po-99123"))
    assert [(one.page, one.subject) for one in shown if one.can_be_chosen] == [("cases", case.id)]
    told = letter_rows(desk.search.book("bis-ee"))
    assert [(one.page, one.subject) for one in told[1:]] == [("cases", kept.number)]


def test_what_follows_from_a_confirmed_match_is_told_with_the_customer(desk: Desk) -> None:
    desk.book.screen(Silent())
    waiting = next(one for one in desk.deciding.queue() if one.match.match.list == "EL")
    kept = desk.customers.get(waiting.match.customer)

    def chip() -> str:
        found = customer_rows(desk.search.book(kept.name), Names(str, str))
        return next(row.chip for row in found if row.subject == kept.id)

    assert chip() == ""
    subjects = desk.deciding.subjects([waiting.match])
    (made,) = desk.deciding.decide(subjects, Word(Verdict.SAME, "Same address")).decisions
    assert chip() == "License likely required"
    desk.deciding.revoke([made.id], "It was another one")
    assert chip() == ""
