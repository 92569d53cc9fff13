"""Rulebooks of former sign-offs: one that comes in later is found then."""

import shutil
from pathlib import Path

from exportdesk.core import resources
from exportdesk.operations.rulebook_past import PastRulebooks
from exportdesk.operations.rulebooks import SHELF, InUse
from exportdesk.rulebook import fingerprint, load_rulebook
from exportdesk.wiring import Desk
from tests.ui.desks import open_desk


def test_a_rulebook_that_was_not_kept_is_found_once_it_is(tmp_path: Path) -> None:
    desk: Desk = open_desk(tmp_path / "workspace")
    in_use: InUse = desk.rulebook_in_use
    former = tmp_path / "former"
    shutil.copytree(resources.path("rulebook"), former)
    file = former / "policy.toml"
    file.write_text(file.read_text("utf-8").replace("\n", "\n# as it was\n", 1), "utf-8")
    assert load_rulebook(former)
    wanted = fingerprint(former)
    past = PastRulebooks(folder=desk.folder, in_use=lambda: in_use)
    assert past.changes_since(wanted) is None
    shutil.copytree(former, desk.folder / SHELF / f"2026-01-01-{wanted[:8]}")
    assert past.changes_since(wanted) is not None
    desk.close()
