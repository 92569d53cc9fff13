"""Looking for a newer version: over a real connection, whatever the server answers."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from exportdesk.core.connections import VERSION_CHECK
from exportdesk.core.errors import BadInput
from exportdesk.core.progress import Silent
from exportdesk.core.releases import ReleaseAddress
from exportdesk.core.words import say
from exportdesk.operations.newer_version import VersionChecks
from exportdesk.wiring import Desk
from tests.fakes import FakeClock
from tests.lists.fetching.server import Conversation
from tests.publisher import Answer, Publisher, no_proxy, nowhere, open_desk

PAGE = "https://pages.example/releases/v9.1.0"
GOOD = json.dumps({"tag_name": "v9.1.0", "html_url": PAGE, "body": "a" * 3000}).encode()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    no_proxy(monkeypatch)
    with closing(Publisher()) as serving:
        serving.lists["/latest"] = GOOD
        yield serving


@pytest.fixture
def desk(tmp_path: Path, publisher: Publisher, clock: FakeClock) -> Iterator[Desk]:
    with closing(open_desk(tmp_path / "ws", clock)) as opened:
        turn(opened, True)
        opened.version_checks.address = ReleaseAddress(publisher.url("/latest"), ("pages.example",))
        yield opened


def turn(desk: Desk, on: bool) -> None:
    desk.profile.save_settings(replace(desk.settings(), check_version=on))


def test_a_checkout_has_nobody_to_ask_and_asks_nobody(tmp_path: Path) -> None:
    with closing(open_desk(tmp_path / "ws")) as desk:
        assert not desk.settings().check_version, "off until a person wants it"
        turn(desk, True)
        checks = desk.version_checks
        assert checks.address is None
        assert not checks.is_on
        assert not checks.is_due()
        with pytest.raises(BadInput, match="version-no-address"):
            checks.check(Silent(), by_hand=True)


def test_it_asks_once_a_day_and_says_nothing_of_anybody(
    desk: Desk, publisher: Publisher, clock: FakeClock
) -> None:
    checks = desk.version_checks
    assert checks.is_due()
    checks.check(Silent())
    (asked,) = publisher.server.asked
    assert (asked.method, asked.target) == ("GET", "/latest")
    assert asked.headers == {
        "host": asked.headers["host"],
        "user-agent": f"ExportDesk/{checks.version}",
        "accept": "*/*",
        "accept-encoding": "gzip, identity",
        "connection": "close",
    }
    found = checks.to_tell()
    assert found is not None
    assert (found.version, found.page) == ("9.1.0", PAGE)
    assert not checks.is_due()
    clock.advance(days=1)
    assert checks.is_due()
    noted = desk.connections.newest()
    assert [(one.made.purpose, one.made.status) for one in noted] == [(VERSION_CHECK, 200)]
    assert [path for path in (desk.folder / "quarantine").iterdir() if path.suffix != ".lock"] == []
    event = desk.workspace().events.newest(1)[0]
    assert event.kind == "settings_changed", "that it was switched on is a record"


def test_switched_off_it_asks_nobody_and_tells_nothing(desk: Desk, publisher: Publisher) -> None:
    checks = desk.version_checks
    checks.check(Silent())
    publisher.asked()
    turn(desk, False)
    assert checks.to_tell() is None
    assert not checks.is_due()
    with pytest.raises(BadInput, match="version-off"):
        checks.check(Silent())
    assert publisher.asked() == []


def test_a_version_is_skipped_and_the_next_one_told(desk: Desk, publisher: Publisher) -> None:
    checks = desk.version_checks
    checks.check(Silent())
    checks.skip("9.1.0")
    assert checks.to_tell() is None
    assert checks.newer() is not None, "Settings says it all the same"
    publisher.lists["/latest"] = GOOD.replace(b"v9.1.0", b"v9.2.0")
    checks.check(Silent())
    found = checks.to_tell()
    assert found is not None
    assert found.version == "9.2.0"


@pytest.mark.parametrize("tag", ["v0.0.1", "v10.0.0-rc1", "nightly"])
def test_what_is_not_newer_is_not_told(desk: Desk, publisher: Publisher, tag: str) -> None:
    publisher.lists["/latest"] = GOOD.replace(b"v9.1.0", tag.encode(), 1)
    desk.version_checks.check(Silent())
    assert desk.version_checks.to_tell() is None
    assert desk.version_checks.fault() is None


def _cut(talk: Conversation) -> None:
    talk.head(200)  # no length: the end of the connection is the end of the answer
    talk.send(GOOD[:-5])


def _large(talk: Conversation) -> None:
    talk.reply(200, b"{" + b" " * 2**21 + b"}")


ANSWERS: dict[str, tuple[bytes | Answer, str]] = {
    "login page": (b"<!doctype html><html><title>Log in</title>", "it is a login page"),
    "cut": (_cut, "it broke off"),
    "too large": (_large, "says nothing of a version"),
    "no JSON": (b"1.2.3", "says nothing of a version"),
    "elsewhere": (GOOD.replace(b"pages.example", b"evil.example"), "says nothing of a version"),
    "empty": (b"", "says nothing of a version"),
    "gone": (lambda talk: talk.reply(404), "has no release of ExportDesk"),
    "limited": (lambda talk: talk.reply(403), "gives no answer at the moment"),
    "broken": (lambda talk: talk.reply(500), "gives no answer at the moment"),
}


@pytest.mark.parametrize("name", list(ANSWERS))
def test_a_bad_answer_is_a_sentence_and_nothing_more(
    desk: Desk, publisher: Publisher, name: str
) -> None:
    checks = desk.version_checks
    answer, words = ANSWERS[name]
    publisher.lists["/latest"] = answer
    checks.check(Silent())
    fault = checks.fault()
    assert fault is not None
    assert words in say(fault)
    assert checks.to_tell() is None
    assert not checks.is_due(), "it is not asked again and again"
    publisher.lists["/latest"] = GOOD
    checks.check(Silent())
    assert checks.fault() is None
    assert checks.to_tell() is not None
    publisher.lists["/latest"] = answer
    checks.check(Silent())
    assert checks.to_tell() is not None, "what was known is known"


def test_without_a_network_it_says_so(desk: Desk) -> None:
    checks = desk.version_checks
    checks.address = ReleaseAddress(f"http://127.0.0.1:{nowhere()}/latest", ("pages.example",))
    checks.check(Silent())
    fault = checks.fault()
    assert fault is not None
    assert "127.0.0.1 could not be reached" in say(fault)
    assert desk.connections.newest()[0].made.status == 0


def test_what_was_kept_by_a_copy_with_another_address_leads_nowhere(desk: Desk) -> None:
    checks: VersionChecks = desk.version_checks
    checks.check(Silent())
    assert checks.newer() is not None
    checks.address = ReleaseAddress("https://other.example/latest", ("other.example",))
    assert checks.newer() is None
