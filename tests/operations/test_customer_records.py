"""From a screening to a customer with its decisions, and from a customer to a paper."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from exportdesk.core.customers import Customer, PartyName, Profile, RelatedParty
from exportdesk.core.errors import BadInput
from exportdesk.core.ids import PartyId
from exportdesk.core.parties import Party, PartyKind, Role
from exportdesk.core.progress import Silent
from exportdesk.core.screenings import PartyResult, Verdict
from exportdesk.core.standing import MatchState
from exportdesk.operations.deciding import Word
from exportdesk.operations.screening import Saved
from exportdesk.operations.screening_paper import RECORD
from exportdesk.wiring import Desk
from tests.fakes import FakeClock
from tests.operations.test_papers import text_of
from tests.ui.desks import listed_name, open_filled, screen


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def desk(tmp_path: Path, clock: FakeClock) -> Iterator[Desk]:
    made = open_filled(tmp_path / "ws", clock)
    yield made
    made.close()


@pytest.fixture
def saved(desk: Desk) -> Saved:
    return screen(desk, listed_name(desk), verdict=Verdict.NOT_SAME)


def kept(desk: Desk, saved: Saved) -> PartyId:
    made = desk.customer_records.keep(saved.screening.parties[0], saved.screening.number)
    return made.customers[0]


def test_a_kept_party_carries_its_decisions_over(desk: Desk, saved: Saved) -> None:
    customer = kept(desk, saved)
    assert desk.customers.get(customer).name == listed_name(desk)
    desk.book.screen(Silent(), customers=[customer])
    states = {match.match.uid: match.state for match in desk.deciding.matches(customer)}
    assert states
    assert set(states.values()) == {MatchState.NOT_SAME}
    (first, *_more) = desk.deciding.history(customer)
    assert first.number == saved.screening.number
    assert first.reason == "Looked into it."
    assert first.at == saved.screening.parties[0].matches[0].decision.at  # type: ignore[union-attr] # decided
    step, before, after = desk.customers.history(customer)[0]
    assert (before, after) == (None, desk.customers.get(customer))
    assert step.facts == {"screening": saved.screening.number}
    assert desk.records.verify().sound


def test_an_edit_brings_a_carried_decision_back(desk: Desk, saved: Saved) -> None:
    customer = kept(desk, saved)
    whole = desk.customers.get(customer)
    names = (*whole.profile.names, PartyName("Another Name"))
    desk.customers.save(replace(whole, profile=replace(whole.profile, names=names)))
    desk.book.screen(Silent(), customers=[customer])
    states = {match.state for match in desk.deciding.matches(customer)}
    assert MatchState.RETURNED in states
    assert MatchState.NOT_SAME not in states


def test_customer_and_decisions_are_kept_together_or_not_at_all(desk: Desk, saved: Saved) -> None:
    before = desk.records.head()
    result = replace(saved.screening.parties[0], party=Party("", address="Somewhere"))
    with pytest.raises(BadInput, match="customer-not-sound"):
        desk.customer_records.keep(result, saved.screening.number)
    assert desk.workspace().customers.count() == 0
    assert desk.workspace().decisions.count() == 0
    assert desk.records.head() == before


def test_keeping_is_taken_back_as_one_step(desk: Desk, saved: Saved) -> None:
    made = desk.customer_records.keep(saved.screening.parties[0], saved.screening.number)
    desk.customers.undo(made.batch)
    assert desk.workspace().customers.count() == 0


def test_a_record_of_a_customer_holds_everybody_and_what_stands(desk: Desk, saved: Saved) -> None:
    customer = kept(desk, saved)
    whole = desk.customers.get(customer)
    owner = RelatedParty(
        PartyId("o"), Role.OWNER, Profile((PartyName("Quiet Meadow"),)), customer, "60"
    )
    desk.customers.save(replace(whole.with_related(owner), reference="K-9"))
    results = desk.customer_records.results(customer)
    assert [one.party.name for one in results] == [whole.name, "Quiet Meadow"]
    assert results[1].party.role is Role.OWNER
    assert all(seen.decision is not None for seen in results[0].matches)
    made = desk.customer_records.save(customer, results)
    again = desk.screenings.get(made.screening.number)
    assert again.reference == "K-9"
    assert again.parties[0].matches[0].decision is not None
    (paper,) = desk.files.of(customer)
    assert (paper.kind, paper.name) == (RECORD, f"{made.screening.number}.pdf")
    assert desk.files.read(paper) == made.paper
    assert desk.records.verify().sound


def test_a_word_that_the_name_shares_with_listed_ones_is_on_the_record(desk: Desk) -> None:
    shared = next(
        word
        for word in (*listed_name(desk).split(), "Severny", "Rubezh", "Zelvar", "Impuls")
        if desk.screenings.mention(Party(word)) and not desk.screenings.matches(Party(word))
    )
    made = desk.customers.save(Customer(PartyId("c-shared"), Profile((PartyName(shared),))))
    results = desk.customer_records.results(made.customers[0])
    assert [len(one.matches) for one in results] == [0]
    saved = desk.customer_records.save(made.customers[0], results)
    again = desk.screenings.get(saved.screening.number)
    assert again.parties[0].mention == desk.screenings.mention(Party(shared))
    text = text_of(saved.paper)
    assert re.search(f'shares?"{shared}"', text)
    assert "Nopossiblematchfound" not in text
    desk.book.screen(Silent(), customers=made.customers)
    cases = desk.name_looks.cases(made.customers)
    desk.name_looks.settle(cases, "A word of their tongue")
    results = desk.customer_records.results(made.customers[0])
    saved = desk.customer_records.save(made.customers[0], results)
    assert desk.screenings.get(saved.screening.number).parties[0].looked == results[0].looked
    text = text_of(saved.paper)
    assert "noneofthemismeant.Awordoftheirtongue" in text
    assert all(one.name.replace(" ", "") in text for one in desk.name_looks.namesakes(cases[0]))
    kept = desk.customer_records.keep(results[0], saved.screening.number)
    desk.book.screen(Silent(), customers=kept.customers)
    assert desk.name_looks.cases(kept.customers)[0].is_settled
    # A listed party that was opened as a match of it is one of the customer as well, and stays.
    uid = cases[0].shared.uids[0]
    opened = desk.screenings.screen(Party(shared), also=[uid])
    assert [seen.match.uid for seen in opened.matches] == [uid]
    assert opened.mention is None
    decision = desk.screenings.decision(Verdict.SAME, "Their trade name")
    decided = replace(opened, matches=(replace(opened.matches[0], decision=decision),))
    saved = desk.screenings.save([decided])
    assert "whatapersonhadopenedbelowit" in text_of(saved.paper)
    kept = desk.customer_records.keep(decided, saved.screening.number)
    desk.book.screen(Silent(), customers=kept.customers)
    (match,) = desk.deciding.matches(kept.customers[0])
    assert (match.match.uid, match.state) == (uid, MatchState.SAME)
    results = desk.customer_records.results(kept.customers[0])
    assert [seen.decision for seen in results[0].matches] == [decision]
    assert desk.records.verify().sound


def test_a_decision_that_lapsed_is_not_on_the_record(
    desk: Desk, saved: Saved, clock: FakeClock
) -> None:
    customer = kept(desk, saved)
    desk.book.screen(Silent(), customers=[customer])
    match = desk.deciding.matches(customer)[0]
    desk.deciding.revoke([match.decision], "A new tax number")
    results = desk.customer_records.results(customer)
    seen = next(one for one in results[0].matches if one.match.uid == match.match.uid)
    assert seen.decision is None
    again = desk.deciding.subjects([match])
    review_on = clock.now().local.date().replace(day=28)
    desk.deciding.decide(again, Word(Verdict.NOT_SAME, "For now", review_on=review_on))
    assert decided(desk.customer_records.results(customer)[0], match.match.uid)
    clock.advance(days=10)
    assert not decided(desk.customer_records.results(customer)[0], match.match.uid)


def decided(result: PartyResult, uid: str) -> bool:
    return next(one for one in result.matches if one.match.uid == uid).decision is not None


def test_what_was_decided_for_the_same_name_is_told(desk: Desk, saved: Saved) -> None:
    result = saved.screening.parties[0]
    uids = [seen.match.uid for seen in result.matches]
    name = result.party.name
    found = desk.screenings.decided_before(name.upper(), uids)
    assert {one.number for one in found.values()} == {saved.screening.number}
    assert set(found) == set(uids)
    assert desk.screenings.decided_before("Quiet Meadow", uids) == {}
    assert desk.screenings.decided_before(name, []) == {}
    fresh = desk.screenings.screen(Party(name, PartyKind.ORGANIZATION))
    assert all(seen.decision is None for seen in fresh.matches)  # an offer suppresses nothing


def test_what_was_decided_for_a_customer_is_told_until_it_is_taken_back(
    desk: Desk, saved: Saved, clock: FakeClock
) -> None:
    customer = kept(desk, saved)
    desk.book.screen(Silent(), customers=[customer])
    clock.advance(days=1)
    match = desk.deciding.matches(customer)[0]
    (made,) = desk.deciding.decide(
        desk.deciding.subjects([match]), Word(Verdict.RESEARCH, "Ask them")
    ).decisions
    name, uid = desk.customers.get(customer).name, match.match.uid
    found = desk.screenings.decided_before(name, [uid])[uid]
    assert (found.customer, found.number, found.decision.reason) == (name, "", "Ask them")
    clock.advance(days=1)
    desk.deciding.revoke([made.id], "Asked")
    assert desk.screenings.decided_before(name, [uid]) == {}


def test_tags_are_given_and_taken_as_one_step(desk: Desk, saved: Saved) -> None:
    customer = kept(desk, saved)
    made = desk.customers.tag([customer], add=[" wholesale ", "wholesale", ""])
    assert desk.customers.get(customer).tags == ("wholesale",)
    assert desk.customers.tag([customer], add=["wholesale"]).customers == ()
    desk.customers.tag([customer], drop=["wholesale"])
    assert desk.customers.get(customer).tags == ()
    assert made.customers == (customer,)
