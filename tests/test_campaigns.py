"""A small sample of each campaign, always the same one."""

import sys
from pathlib import Path

import pytest

from tests.campaigns.kills import kills


@pytest.mark.skipif(sys.platform == "win32", reason="a process group is killed as POSIX does it")
def test_a_few_kills_lose_nothing(tmp_path: Path) -> None:
    assert len(list(kills(tmp_path, 4, seed=7))) == 4
