"""The desk: its parts are made when they are asked for, and all of them at once for a window."""

from contextlib import closing
from pathlib import Path

from exportdesk.core.threads import made_once
from exportdesk.wiring import Desk
from tests.ui.desks import open_desk

PARTS = {
    name
    for kind in Desk.__mro__
    for name, part in vars(kind).items()
    if isinstance(part, made_once)
}


def test_a_part_is_made_when_it_is_asked_for(tmp_path: Path) -> None:
    with closing(open_desk(tmp_path / "ws")) as desk:
        assert not PARTS & set(vars(desk))
        assert desk.customers is desk.customers
        assert "customers" in vars(desk)
        assert not {"cases", "packs", "updates"} & set(vars(desk))


def test_a_window_has_all_of_them_made(tmp_path: Path) -> None:
    with closing(open_desk(tmp_path / "ws")) as desk:
        desk.make_parts()
        assert set(vars(desk)) >= PARTS
    assert {"lists", "screenings", "book", "cases", "packs"} <= PARTS
