"""The table of products below the window: checked, found, filtered, and checked once."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from exportdesk.core.ids import ProductId
from exportdesk.core.products import HsSchedule, Jurisdiction, Product
from exportdesk.core.progress import Cancelled, Silent
from exportdesk.operations.product_rows import Gap, ProductQuery, TierChoice
from exportdesk.rulebook import Tier
from exportdesk.wiring import Desk
from tests.rulebook.changing import change, copied
from tests.ui.desks import open_desk

GOOD = Product(
    ProductId("p-good"),
    "KIT-1",
    "Ölfilter-Prüfgerät",
    hs_code="9031808085",
    hs_schedule=HsSchedule.SCHEDULE_B,
    eccn="EAR99",
    jurisdiction=Jurisdiction.EAR,
    origin="US",
    manufacturer="Lantern Hill",
)
CHIP = replace(
    GOOD, id=ProductId("p-chip"), sku="CHIP-32", description="Microcontroller",
    hs_code="8542310000", eccn="3A991.a.2",
)  # fmt: skip
OLD = replace(
    GOOD, id=ProductId("p-old"), sku="CAM-OLD", description="Camera", hs_code="852580",
    hs_schedule=HsSchedule.HS,
)  # fmt: skip
BARE = Product(ProductId("p-bare"), "BARE", "Something")
GUN = replace(
    GOOD, id=ProductId("p-itar"), sku="SIGHT", description="Sight", eccn="",
    jurisdiction=Jurisdiction.ITAR, usml_category="XII(c)",
)  # fmt: skip
EVERY = (GOOD, CHIP, OLD, BARE, GUN)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = open_desk(tmp_path / "workspace")
    made.products.save_all(EVERY)
    yield made
    made.close()


def found(desk: Desk, **query: object) -> list[str]:
    asked = ProductQuery(**query)  # type: ignore[arg-type] # fields by name
    return [row.product.sku for row in desk.product_rows.find(asked, Silent()).rows]


@pytest.mark.parametrize(
    ("search", "skus"),
    [
        ("", ["BARE", "CAM-OLD", "CHIP-32", "KIT-1", "SIGHT"]),
        ("olfilter", ["KIT-1"]),
        ("PRÜFGERÄT kit", ["KIT-1"]),
        ("8542", ["CHIP-32"]),
        ("8542.31", ["CHIP-32"]),
        ("8542.31.00", ["CHIP-32"]),
        ("8542.31.0000", ["CHIP-32"]),
        ("8542310000", ["CHIP-32"]),
        ("3a991", ["CHIP-32"]),
        ("chip", ["CHIP-32"]),
        ("8542.39", []),
        ("%", []),
    ],
)
def test_it_is_found_as_it_is_typed(desk: Desk, search: str, skus: list[str]) -> None:
    assert found(desk, search=search) == skus


@pytest.mark.parametrize(
    ("query", "skus"),
    [
        ({"tier": Tier.ONE}, ["CHIP-32"]),
        ({"tier": TierChoice.LISTED}, ["CHIP-32"]),
        ({"tier": TierChoice.NOT_LISTED}, ["BARE", "CAM-OLD", "KIT-1", "SIGHT"]),
        ({"jurisdiction": Jurisdiction.ITAR}, ["SIGHT"]),
        ({"jurisdiction": Jurisdiction.NOT_KNOWN}, ["BARE"]),
        ({"gap": Gap.NO_CODE}, ["BARE"]),
        ({"gap": Gap.NO_ECCN}, ["BARE"]),
        ({"gap": Gap.RETIRED}, ["CAM-OLD"]),
        ({"gap": Gap.PROBLEMS}, ["BARE", "CAM-OLD"]),
        ({"gap": Gap.PROBLEMS, "search": "cam"}, ["CAM-OLD"]),
    ],
)
def test_it_is_filtered(desk: Desk, query: dict[str, object], skus: list[str]) -> None:
    assert found(desk, **query) == skus


def test_being_on_the_list_is_no_problem_and_a_change_is_seen(desk: Desk) -> None:
    rows = {row.id: row for row in desk.product_rows.find(ProductQuery(), Silent()).rows}
    assert rows[CHIP.id].tier is Tier.ONE
    assert rows[CHIP.id].problems == ()
    assert not rows[BARE.id].is_wrong
    desk.products.save(replace(CHIP, hs_code="9031808085"))
    rows = {row.id: row for row in desk.product_rows.find(ProductQuery(), Silent()).rows}
    assert rows[CHIP.id].tier is None


def test_what_is_known_is_not_checked_again(desk: Desk) -> None:
    before = desk.product_rows.find(ProductQuery(), Silent()).rows
    after = desk.product_rows.find(ProductQuery(search="chip"), Silent())
    assert after.total == len(EVERY)
    assert any(row is after.rows[0] for row in before)


def test_a_deleted_product_is_gone_and_comes_back(desk: Desk) -> None:
    kept = desk.products.delete([CHIP.id])
    assert "CHIP-32" not in found(desk)
    desk.products.undo(kept.batch)
    assert "CHIP-32" in found(desk)


def test_looking_can_be_stopped(desk: Desk) -> None:
    class Stopped(Silent):
        def step(self, done: int, total: int | None = None) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        desk.product_rows.find(ProductQuery(), Stopped())


def test_another_rulebook_checks_every_product_anew(desk: Desk, tmp_path: Path) -> None:
    assert found(desk, tier=TierChoice.LISTED) == ["CHIP-32"]
    rules = copied(tmp_path)
    code = GOOD.hs_code[:6]
    change(rules, "high_priority.csv", "\n# end", f"\n{code},1,Made up,yes,,,,,,\n# end")
    change(rules, "next_steps.toml", "as_of = 2026-11-22", "as_of = 2026-12-02")
    desk.rulebooks.take_in(rules)
    assert found(desk, tier=TierChoice.LISTED) == ["CHIP-32"]
    desk.take_chosen_rulebook()
    assert found(desk, tier=TierChoice.LISTED) == ["CHIP-32", "KIT-1", "SIGHT"]
