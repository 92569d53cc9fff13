"""A failed fetch says how its list stands all the same: held, told by another, or not there."""

from dataclasses import replace

import pytest

from exportdesk.core.errors import ExportDeskError, FetchFailed
from exportdesk.core.words import known_codes, say
from exportdesk.lists import Source
from exportdesk.lists.catalogue import load_catalogue
from exportdesk.operations.kept_lists import kept_of_all, with_kept
from exportdesk.operations.lists_status import Freshness, SourceStatus
from tests.operations.test_source_settings import edition

CATALOGUE = load_catalogue()
CSL = CATALOGUE.source("us-csl")
DPL = next(one for one in CATALOGUE.sources if one.key == "us-bis-dpl")
NONE = SourceStatus(DPL, None, None, Freshness.NONE)
FAILED = FetchFailed("fetch-cut", host="files.example")


def held(source: Source, **counts: int) -> SourceStatus:
    kept = replace(edition(source.key), counts=counts)
    return SourceStatus(source, kept, 0, Freshness.CURRENT)


def test_every_sentence_leaves_it_to_the_end_to_say_how_the_list_stands() -> None:
    codes = [one for one in known_codes() if one.startswith(("fetch-", "update-no"))]
    assert len(codes) > 35
    for code in codes:
        assert "stay in force" not in say(FetchFailed(code)), code
    quiet = say(with_kept(FetchFailed("fetch-running"), DPL, (NONE,)))
    assert quiet.endswith("Wait until that is done.")


@pytest.mark.parametrize(
    ("statuses", "end"),
    [
        ((held(DPL),), "broke off. Try again: what arrived is gone on with if it can be. The lists "
         "you have stay in force."),
        ((NONE,), f"Its file can also be saved from {DPL.page}, on this computer or another, and "
         "imported."),
        ((NONE, held(CSL, DPL=7)), f"are screened against in {CSL.name}."),
        ((NONE, held(CSL, SDN=7)), "and imported."),
        ((NONE, replace(held(CSL, DPL=7), on=False)), "and imported."),
    ],
)  # fmt: skip
def test_what_is_true_of_the_list_is_said(statuses: tuple[SourceStatus, ...], end: str) -> None:
    assert say(with_kept(FAILED, DPL, statuses)).endswith(end)


def test_of_a_list_that_another_tells_in_part_it_is_said_which_parties_are_missed() -> None:
    full = CATALOGUE.source("us-bis-744")
    said = say(with_kept(FAILED, full, (held(CSL, EL=5),)))
    assert f"only those are screened against that are in {CSL.name}" in said


def test_several_lists_are_told_of_together() -> None:
    there: ExportDeskError = with_kept(FAILED, CSL, (held(CSL),))
    missing = with_kept(FAILED, DPL, (NONE,))
    assert kept_of_all([there, there]) == {"kept": "kept-lists"}
    assert kept_of_all([there, missing]) == {"kept": "kept-some"}
    assert kept_of_all([missing]) == {"kept": "kept-none"}
    assert kept_of_all([FAILED, there]) == kept_of_all([]) == {}
