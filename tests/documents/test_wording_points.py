"""What a wording of one's own no longer says of the 14 points of a certification."""

import tomllib
from dataclasses import replace

import pytest

from exportdesk.core import resources
from exportdesk.core.words import sentence
from exportdesk.documents.wording import Clause
from exportdesk.documents.wording_file import read_wording
from exportdesk.documents.wording_points import lacking, point_parts

OURS = read_wording("en")


def without(id_: str, *more: Clause) -> tuple[str, ...]:
    """Return what our own text lacks once a clause is taken out, and others are put in."""
    return lacking(OURS.texts, [*(one for one in OURS.clauses if one.id != id_), *more])


def test_the_14_points_are_all_there_and_each_part_can_be_said() -> None:
    told = tomllib.loads(resources.path("wording", "points.toml").read_text(encoding="utf-8"))
    assert [one["number"] for one in told["point"]] == [*range(1, 15)]
    assert lacking(OURS.texts, OURS.clauses) == ()
    codes = [one.code for one in point_parts()]
    assert len({*codes}) == len(codes)
    for code in codes:
        assert f"(point {code.split('-')[2]})" in sentence(code)


@pytest.mark.parametrize("clause", OURS.clauses, ids=lambda one: one.id)
def test_no_clause_can_go_unnoticed(clause: Clause) -> None:
    assert without(clause.id)
    # The same in a clause of another name, or cut in two, is there as well.
    assert without(clause.id, replace(clause, id="own_1")) == ()
    # Under its name, but saying nothing of it, it is not.
    assert without(clause.id, replace(clause, text="We are pleased to work with you."))


def test_what_lacks_is_named_part_by_part() -> None:
    assert without("parties") == ("wording-point-9-listed", "wording-point-9-owned")
    assert without("comply") == ("wording-point-9-comply",)
    short = Clause(
        "subject", "The items are subject to the EAR. Russia and Belarus need a license."
    )
    assert without("subject", short) == ("wording-point-8-regions",)
    british = Clause("x", "We observe the Export Administration Regulations whenever we export.")
    assert without("comply", british) == ()
    # "EAR" is a word of its own, no part of another.
    assert without("comply", Clause("x", "We comply year by year.")) == ("wording-point-9-comply",)
    texts = {**OURS.texts, "authorized": "I sign this."}
    assert lacking(texts, OURS.clauses) == ("wording-point-13-authority",)
