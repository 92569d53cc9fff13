"""A copy of the program's rulebook, changed in one place, and what is said when it is refused."""

from pathlib import Path
from shutil import copytree

import pytest

from exportdesk.core import resources
from exportdesk.core.errors import BadInput
from exportdesk.core.words import say
from exportdesk.rulebook import load_rulebook


def copied(to: Path) -> Path:
    """Return a copy of the rulebook that may be changed."""
    return Path(copytree(resources.path("rulebook"), to / "rulebook"))


def change(folder: Path, name: str, old: str, new: str, times: int = 1) -> None:
    """Replace the first `times` occurrences of a text in one file, all of them for -1."""
    file = folder / name
    before = file.read_text(encoding="utf-8")
    after = before.replace(old, new, times)
    assert after != before, f"{name} does not hold {old}"
    file.write_text(after, encoding="utf-8")


def refusal(folder: Path) -> tuple[str, str, str]:
    """Return file, place and reason with which the rulebook in `folder` is refused."""
    with pytest.raises(BadInput) as caught:
        load_rulebook(folder)
    assert caught.value.code == "rulebook-bad"
    facts = caught.value.facts
    assert str(facts["why"]) in say(caught.value)
    return str(facts["file"]), str(facts["where"]), str(facts["why"])


def expect_refused(
    tmp_path: Path, name: str, changed: tuple[str, str], where: str, why: str
) -> None:
    """Change one text of one file for another, and expect to be told of that place and reason."""
    folder = copied(tmp_path)
    change(folder, name, *changed)
    told = refusal(folder)
    assert told[0] == name
    assert where in told[1]
    assert why in told[2]
