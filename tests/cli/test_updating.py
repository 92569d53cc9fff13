"""`lists update`, `sources`, `status` and `schedule` as scripts see them."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from exportdesk import __version__
from exportdesk.cli import session
from exportdesk.cli.program import main
from exportdesk.cli.session import Doors
from exportdesk.core.progress import Cancelled
from exportdesk.core.releases import ReleaseAddress
from exportdesk.storage import sealing
from tests.lists.samples import DATA, envelope, records_of, whole_list
from tests.publisher import Publisher, addresses, edits, no_proxy, nowhere

TODAY = datetime.now(UTC).date()

Run = Callable[..., tuple[int, str, str]]


def today_csl(**counts: int) -> bytes:
    """Return a made-up list of today: the program's own clock runs here."""
    stamp = f"{TODAY}T00:15:00+00:00"
    return envelope(records_of(whole_list(**counts)), search_performed_at=stamp)


@pytest.fixture(autouse=True)
def _no_proxy_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    no_proxy(monkeypatch)


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with closing(Publisher()) as serving:
        serving.lists["/csl.json"] = today_csl(EL=400)
        serving.lists["/un.xml"] = (DATA / "un-traps.xml").read_bytes()
        yield serving


@pytest.fixture
def run(tmp_path: Path, publisher: Publisher, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    edits(tmp_path / "ws", addresses(publisher))

    def call(*args: str) -> tuple[int, str, str]:
        doors = Doors(lambda folder: 0, lambda folder: "drawn")
        code = main(["--workspace", str(tmp_path / "ws"), *args], doors)
        told = capfdbinary.readouterr()
        return code, told.out.decode(), told.err.decode()

    return call


def value(run: Run, *args: str, code: int = 0) -> Any:
    ended, out, _err = run(*args, "--json")
    assert ended == code
    return json.loads(out)


def test_an_update_says_what_came(run: Run, publisher: Publisher) -> None:
    code, out, err = run("lists", "update")
    assert code == 0
    assert err == ""
    assert [line.partition(";")[0] for line in out.splitlines()] == [
        "us-csl: updated",
        "un-sc: updated",
        "ca-sema: updated",
    ]
    told = value(run, "lists", "update")
    assert [one["state"] for one in told["outcomes"]] == ["unchanged"] * 3
    assert told["status"]["state"] == "current"
    publisher.asked()
    told = value(run, "lists", "update", "un-sc")
    assert [one["source"] for one in told["outcomes"]] == ["un-sc"]
    assert publisher.asked() == ["/un.xml"]
    status = value(run, "lists", "status")
    csl = status["sources"][0]
    assert (csl["key"], csl["check"]["state"], csl["age_days"]) == ("us-csl", "unchanged", 0)
    assert csl["next_check"] > csl["check"]["at"]
    assert f"{TODAY}"[:4] in run("lists", "status")[1]


def test_what_is_refused_ends_with_four_and_can_be_taken(run: Run, publisher: Publisher) -> None:
    assert run("lists", "update")[0] == 0
    publisher.lists["/csl.json"] = today_csl(EL=200)
    code, out, err = run("lists", "update")
    assert code == 4
    assert "un-sc: unchanged" in out
    assert "us-csl: The number of listed parties on Entity List (EL) fell from 400 to 200" in err
    assert "exportdesk lists update us-csl --override REASON" in err
    assert run("lists", "update", "--override", "x")[0] == 2
    assert run("lists", "update", "un-sc", "--override", "x")[0] == 2
    taken = value(run, "lists", "update", "us-csl", "--override", "BIS said so")
    assert taken["outcomes"][0]["edition"]["override_reason"] == "BIS said so"
    assert value(run, "lists", "update")["outcomes"][0]["state"] == "unchanged"


def test_one_that_fails_ends_with_four_in_one_line(run: Run, publisher: Publisher) -> None:
    del publisher.lists["/un.xml"]
    code, out, err = run("lists", "update")
    assert code == 4
    assert out.count("\n") == 2
    assert err.startswith("exportdesk: un-sc: UN Security Council")
    assert err.count("\n") == 1
    told = value(run, "lists", "update", code=4)
    assert [one["code"] for one in told["outcomes"]] == ["", "fetch-gone", ""]
    assert told["status"]["missing"] == 1
    assert run("lists", "status")[0] == 3


def test_without_a_network_there_is_one_quiet_line(run: Run, tmp_path: Path) -> None:
    port = nowhere()
    hosts = ("127.0.0.1", "localhost", "127.0.0.1")
    keys = ("us-csl", "un-sc", "ca-sema")
    edits(tmp_path / "ws", dict(zip(keys, (f"http://{h}:{port}/x" for h in hosts), strict=True)))
    patience = pytest.MonkeyPatch()
    with patience.context() as patched:
        patched.setattr("exportdesk.lists.fetching.download.pause", lambda *_: None)
        code, out, err = run("lists", "update")
    assert (code, out) == (4, "")
    assert err == "exportdesk: No network: nothing was fetched. You do not have any of these " \
        "lists yet, so nothing is screened against them. Their files can also be saved on " \
        "another computer and imported.\n"  # fmt: skip


def test_a_list_by_hand_that_is_missing_ends_with_three(run: Run) -> None:
    assert run("lists", "sources", "--on", "jp-meti")[0] == 0
    code, out, err = run("lists", "update")
    assert (code, err) == (3, "")
    assert "jp-meti: Japanese End User List is not fetched by the program" in out


def test_sources_are_turned_on_and_off(run: Run, publisher: Publisher) -> None:
    assert run("lists", "update")[0] == 0
    code, out, _err = run("lists", "sources", "--on", "jp-meti", "--off", "un-sc")
    assert code == 0
    assert "\non   jp-meti  Japanese End User List" in out
    assert "\noff  un-sc" in out
    told = {one["key"]: one for one in value(run, "lists", "sources")}
    assert (told["un-sc"]["on"], told["us-csl"]["on"]) == (False, True)
    assert told["un-sc"]["edition"] is not None
    keys = [one["key"] for one in value(run, "lists", "status", code=3)["sources"]]
    assert keys == ["us-csl", "ca-sema", "jp-meti"]
    code, _out, err = run("lists", "update", "un-sc")
    assert code == 2
    assert "UN Security Council Consolidated List is turned off" in err
    assert run("lists", "sources", "--on", "no-such")[0] == 2


def test_a_stop_says_what_stays(
    run: Run, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = session.BarProgress.step
    seen: list[str] = []

    def stop_at_the_second(self: session.BarProgress, done: int, total: int | None = None) -> None:
        if self._what.startswith("2/3"):
            seen.append(self._what)
            raise Cancelled
        step(self, done, total)

    monkeypatch.setattr(session.BarProgress, "step", stop_at_the_second)
    code, _out, err = run("lists", "update")
    assert code == 4
    assert seen == ["2/3 un-sc: "]
    assert err.count("\n") == 1
    assert "stays in force: us-csl" in err
    monkeypatch.undo()
    assert value(run, "lists", "status", code=3)["sources"][0]["edition"] is not None


@pytest.mark.skipif(sys.platform == "win32", reason="no command can be hidden there")
def test_the_schedule_is_told_and_refused_where_there_is_none(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    if sys.platform != "darwin":
        code, _out, err = run("schedule", "install", "--at", "06:05")
        assert code == 4
        assert "offers no timer" in err
        assert err.count("\n") == 1
    assert run("schedule", "install", "--at", "25:00")[0] == 2
    assert not value(run, "schedule", "status")["installed"]
    code, out, _err = run("schedule", "remove")
    assert code == 0
    assert out.startswith("Not set up.")


def test_a_newer_version_is_told_and_why_none_is_known(
    run: Run, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("version")[:2] == (0, f"ExportDesk {__version__}\n")
    code, _out, err = run("version", "--check")
    assert (code, "database" in err or "workspace" in err) == (4, True), "none is made for this"
    assert run("lists", "sources")[0] == 0  # makes one
    code, _out, err = run("version", "--check")
    assert code == 2
    assert "does not know a website where new versions appear" in err
    address = ReleaseAddress(publisher.url("/latest"), ("pages.example",))
    monkeypatch.setattr("exportdesk.wiring.list_parts.read_address", lambda _path: address)
    page = "https://pages.example/v9.1.0"
    publisher.lists["/latest"] = json.dumps({"tag_name": "v9.1.0", "html_url": page}).encode()
    code, out, _err = run("version", "--check")
    assert (code, f"ExportDesk 9.1.0 is out: {page}. This is {__version__}." in out) == (0, True)
    told = value(run, "version", "--check")
    assert told["newer"] == {"version": "9.1.0", "page": page}
    publisher.lists["/latest"] = b"<!doctype html>"
    code, _out, err = run("version", "--check")
    assert (code, "says nothing of a version" in err) == (4, True)
    assert value(run, "version", "--check", code=4)["fault"] == "version-answer-bad"


def test_lists_are_fetched_for_a_workspace_that_stays_shut(
    run: Run, publisher: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "_COST", 2**4)
    assert run("lists", "update")[0] == 0
    assert run("lists", "sources", "--off", "ca-sema")[0] == 0
    secret = tmp_path / "password.txt"
    secret.write_text("a long password\n", "utf-8")
    assert run("password", "set", "--new-password-file", str(secret))[0] == 0
    given = ("--password-file", str(secret))
    before = value(run, *given, "lists", "status")
    publisher.asked()
    publisher.lists["/csl.json"] = today_csl(EL=401)
    code, out, err = run("lists", "update")
    assert code == 0
    assert "us-csl: updated" in out
    assert "password" in err
    assert set(publisher.asked()) == {"/csl.json", "/un.xml"}, "one that is off was asked"
    after = value(run, *given, "lists", "status")
    assert after["sources"][0]["edition"] != before["sources"][0]["edition"]
    assert not list((tmp_path / "ws").glob("workspace.db-journal"))
    # What came is noted by whoever opens it.
    assert value(run, *given, "records", "verify")["sound"]
