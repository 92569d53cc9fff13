"""The rulebook that was chosen is read, whenever the window begins to follow that."""

from pathlib import Path

from exportdesk.ui.rules_watch import rules_watch_of
from exportdesk.ui.shell import Shell
from tests.journeys.test_rules_and_policy import newer_rules
from tests.ui.conftest import NotedWindow
from tests.ui.desks import open_desk


def test_one_chosen_before_anybody_followed_is_read(
    shell: Shell, window: NotedWindow, tmp_path: Path
) -> None:
    desk = open_desk(tmp_path / "ws")
    before = desk.rulebook_edition
    desk.rulebooks.take_in(newer_rules(tmp_path))
    assert desk.rulebook_edition == before
    rules_watch_of(desk, shell)
    assert desk.rulebook_edition != before
    assert window.toasts == ["The rulebook as of 2 Dec 2026 is in use."]
    desk.close()
