"""A list that comes in spite of everything: conditions, resuming, redirects, days, patience."""

import errno
import gzip
import json
import re
import subprocess
import sys
import threading
import time
from hashlib import sha256
from pathlib import Path

import pytest

from exportdesk.core.errors import FetchFailed, ListRefused
from exportdesk.core.progress import Cancelled
from exportdesk.core.words import fetching as words
from exportdesk.lists import fetching, open_list
from exportdesk.lists.fetching import Fetched, Validators
from exportdesk.lists.fetching.locking import alone
from exportdesk.lists.fetching.partial import writing_to
from exportdesk.operations import kept_lists
from tests.lists.fetching.bodies import BOMB, GZIPPED, LIST, NEWER, PAGE, ZIPPED, damaged
from tests.lists.fetching.conftest import HASTY, Desk, Serve
from tests.lists.fetching.server import Conversation, Quiet
from tests.lists.samples import country_code, us_csl

HALF = len(LIST) // 2
MARK = '"one"'


class Publisher:
    """A proper server of one list, which breaks off after `cuts` bytes so many times."""

    def __init__(self, body: bytes = LIST, mark: str = MARK, cuts: int = 1) -> None:
        self.body = body
        self.mark = mark
        self.cuts = cuts
        self.after_cut = lambda: None

    def __call__(self, talk: Conversation) -> None:
        said = talk.asked.headers
        if said.get("if-none-match") == self.mark:
            talk.head(304, {"ETag": self.mark})
            return
        start = 0
        if "range" in said and said.get("if-range") == self.mark:
            start = int(said["range"].removeprefix("bytes=").removesuffix("-"))
        headers: dict[str, object] = {"Content-Length": len(self.body) - start, "ETag": self.mark}
        if start:
            headers["Content-Range"] = f"bytes {start}-{len(self.body) - 1}/{len(self.body)}"
        talk.head(206 if start else 200, headers)
        if self.cuts and not start:
            self.cuts -= 1
            talk.send(self.body[: len(self.body) // 2])
            self.after_cut()
        else:
            talk.send(self.body[start:])


def whole(fetched: Fetched, body: bytes = LIST) -> None:
    """Hold that what was fetched is this body, byte for byte, and said to be so."""
    assert fetched.path is not None
    assert fetched.path.read_bytes() == body
    assert fetched.size == len(body)
    assert fetched.sha256 == sha256(body).hexdigest()


# Conditions


def test_a_list_is_fetched_and_told_of(desk: Desk, serve: Serve) -> None:
    changed = "Thu, 19 Nov 2026 08:00:00 GMT"
    server = serve(
        lambda talk: talk.reply(
            200, LIST, ETag=MARK, Last_Modified=changed, Content_Type="application/json"
        )
    )
    url = server.url("/v1/list.json?part=744&token=hidden")
    fetched = desk.fetch(url)
    whole(fetched)
    assert fetched.path.name == f"us-csl-{fetched.sha256[:12]}.json"
    assert fetched.url == server.url("/v1/list.json?part=744")
    assert fetched.validators == Validators(url, MARK, changed, fetched.sha256)
    assert (fetched.content_type, fetched.tries) == ("application/json", 1)
    assert not fetched.resumed
    assert 0 < fetched.seconds < 2
    assert desk.whole() == [fetched.path]
    reading = open_list(fetched.path, us_csl(), country_code, Quiet())
    assert sum(1 for _ in reading) > 3000
    said = server.asked[0].headers
    assert said["user-agent"].startswith("ExportDesk/")
    assert {"range", "if-none-match", "if-modified-since"}.isdisjoint(said)
    assert desk.progress.stages == ["list-connecting", "list-downloading"]
    assert (len(LIST), len(LIST)) in desk.progress.steps


def test_nothing_new(desk: Desk, serve: Serve) -> None:
    server = serve(Publisher(cuts=0))
    first = desk.fetch(server.url())
    again = desk.fetch(server.url(), known=first.validators)
    assert again.path is None
    assert again.validators == first.validators
    assert server.asked[1].headers["if-none-match"] == MARK


def test_the_change_signal_was_removed(desk: Desk, serve: Serve) -> None:
    server = serve(lambda talk: talk.reply(200, LIST))
    first = desk.fetch(server.url())
    first.path.unlink()
    again = desk.fetch(server.url(), known=first.validators)
    assert (again.path, again.sha256) == (None, first.sha256)
    assert desk.whole() == []


def test_unmodified_said_of_another_version_is_not_believed(desk: Desk, serve: Serve) -> None:
    def wrong(talk: Conversation) -> None:
        if "if-none-match" in talk.asked.headers:
            talk.head(304, {"ETag": '"another"'})
        else:
            talk.reply(200, NEWER, ETag='"another"')

    server = serve(wrong)
    known = Validators(server.url(), MARK, "", "0" * 64)
    whole(desk.fetch(server.url(), known=known), NEWER)


def test_what_is_known_of_another_address_is_not_asked_about(desk: Desk, serve: Serve) -> None:
    server = serve(Publisher(cuts=0))
    known = Validators(server.url("/old.json"), MARK, "", "0" * 64)
    assert desk.fetch(server.url(), known=known).path is not None


# Going on after a break


def test_a_cut_download_goes_on_where_it_stopped(desk: Desk, serve: Serve) -> None:
    server = serve(Publisher())
    fetched = desk.fetch(server.url())
    whole(fetched)
    assert (fetched.resumed, fetched.tries) == (True, 2)
    said = server.asked[1].headers
    assert (said["range"], said["if-range"]) == (f"bytes={HALF}-", MARK)
    assert said["accept-encoding"] == "identity"
    assert desk.progress.stages[-3:] == ["list-waiting", "list-connecting", "list-resuming"]


def test_the_list_changed_during_the_break(desk: Desk, serve: Serve) -> None:
    publisher = Publisher()

    def change() -> None:
        publisher.body, publisher.mark = NEWER, '"two"'

    publisher.after_cut = change
    fetched = desk.fetch(serve(publisher).url())
    whole(fetched, NEWER)
    assert (fetched.resumed, fetched.etag) == (False, '"two"')


def rest(talk: Conversation, **wrong: object) -> None:
    """Send the rest of the list, with something wrong about it."""
    last = len(LIST) - 1
    headers = {"ETag": MARK, "Content_Range": f"bytes {HALF}-{last}/{last + 1}", **wrong}
    talk.reply(206, LIST[HALF:], **headers)


@pytest.mark.parametrize(
    "again",
    [
        lambda talk: rest(talk, Content_Range=f"bytes 0-{len(LIST) - HALF - 1}/{len(LIST)}"),
        lambda talk: rest(talk, Content_Range=f"bytes {HALF}-{len(LIST) - 1}/{len(LIST) + 1}"),
        lambda talk: rest(talk, Content_Range=f"bytes {HALF}-{len(LIST) - 2}/{len(LIST)}"),
        lambda talk: rest(talk, Content_Range="nonsense"),
        lambda talk: rest(talk, ETag='"two"'),
        lambda talk: rest(talk, ETag=""),
        lambda talk: rest(talk, Content_Encoding="gzip"),
        lambda talk: rest(talk, Content_Length=5),
        lambda talk: talk.reply(416, Content_Range=f"bytes */{len(LIST)}"),
        lambda talk: talk.reply(412),
        lambda talk: talk.reply(200, LIST, ETag=MARK),
    ],
    ids=[
        "wrong start", "wrong total", "wrong end", "nonsense", "other mark", "no mark", "packed",
        "wrong length", "416", "412", "whole again",
    ],
)  # fmt: skip
def test_a_rest_that_does_not_fit_is_not_put_together(
    desk: Desk, serve: Serve, again: object
) -> None:
    publisher = Publisher()
    server = serve(lambda talk: again(talk) if "range" in talk.asked.headers else publisher(talk))
    fetched = desk.fetch(server.url(), tries=3)
    whole(fetched)
    assert not fetched.resumed


@pytest.mark.parametrize(
    ("headers", "goes_on"),
    [
        ({}, False),
        ({"ETag": 'W/"weak"'}, False),
        ({"ETag": "bare"}, False),
        ({"Last_Modified": "Thu, 19 Nov 2026 08:00:00 GMT"}, False),
        (
            {
                "Last_Modified": "Thu, 19 Nov 2026 08:00:00 GMT",
                "Date": "Thu, 19 Nov 2026 08:00:30 GMT",
            },
            False,
        ),
        ({"Last_Modified": "yesterday", "Date": "Thu, 19 Nov 2026 08:00:30 GMT"}, False),
        (
            {
                "Last_Modified": "Thu, 19 Nov 2026 08:00:00 GMT",
                "Date": "Thu, 19 Nov 2026 08:02:00 GMT",
            },
            True,
        ),
    ],
)
def test_only_a_strong_mark_lets_a_download_go_on(
    desk: Desk, serve: Serve, headers: dict[str, str], goes_on: bool
) -> None:
    def answer(talk: Conversation) -> None:
        if "range" in talk.asked.headers:
            rest(talk, ETag="", **headers)
        elif len(server.asked) == 1:
            named = {name.replace("_", "-"): text for name, text in headers.items()}
            talk.head(200, {"Content-Length": len(LIST), **named})
            talk.send(LIST[:HALF])
        else:
            talk.reply(200, LIST)

    server = serve(answer)
    fetched = desk.fetch(server.url())
    whole(fetched)
    assert fetched.resumed is goes_on
    assert ("range" in server.asked[1].headers) is goes_on


def test_a_server_that_cuts_every_time_is_outlasted(desk: Desk, serve: Serve) -> None:
    step = 70_000

    def answer(talk: Conversation) -> None:
        start = int(talk.asked.headers.get("range", "bytes=0-")[6:-1])
        headers: dict[str, object] = {"Content-Length": len(LIST) - start, "ETag": MARK}
        if start:
            headers["Content-Range"] = f"bytes {start}-{len(LIST) - 1}/{len(LIST)}"
        talk.head(206 if start else 200, headers)
        talk.send(LIST[start : start + step])

    fetched = desk.fetch(serve(answer).url())
    whole(fetched)
    assert fetched.tries == -(-len(LIST) // step) > HASTY.tries


def test_what_was_packed_on_the_way_is_asked_for_unpacked_after_a_cut(
    desk: Desk, serve: Serve
) -> None:
    def answer(talk: Conversation) -> None:
        if "gzip" in talk.asked.headers["accept-encoding"]:
            talk.head(200, {"Content-Length": len(GZIPPED), "Content-Encoding": "gzip"})
            talk.send(GZIPPED[:2000])
        else:
            talk.reply(200, LIST)

    whole(desk.fetch(serve(answer).url()))


def test_a_damaged_part_is_not_gone_on_with(desk: Desk, serve: Serve) -> None:
    publisher = Publisher(cuts=9)
    server = serve(publisher)
    desk.failure(server.url(), tries=1)
    part = desk.into / "us-csl.part"
    kept = json.loads((desk.into / "us-csl.part.json").read_text())
    assert (kept["size"], kept["total"], kept["validator"]) == (HALF, len(LIST), MARK)
    part.write_bytes(b"\0" * HALF)
    publisher.cuts = 0
    fetched = desk.fetch(server.url())
    whole(fetched)
    assert not fetched.resumed


@pytest.mark.parametrize("note", [b"", b"{", b"[]", b'{"url": 1}', b"\xff\xfe"])
def test_a_damaged_note_is_no_note(desk: Desk, serve: Serve, note: bytes) -> None:
    publisher = Publisher()
    server = serve(publisher)
    desk.failure(server.url(), tries=1)
    (desk.into / "us-csl.part.json").write_bytes(note)
    assert not desk.fetch(server.url()).resumed


def test_a_part_of_another_address_is_not_gone_on_with(desk: Desk, serve: Serve) -> None:
    server = serve(Publisher())
    desk.failure(server.url("/old.json"), tries=1)
    assert not desk.fetch(server.url("/new.json")).resumed


KILLED = """
import sys, time
from dataclasses import replace
from pathlib import Path
from exportdesk.core.clock import SystemClock
from exportdesk.core.progress import Silent
from exportdesk.lists import load_catalogue
from exportdesk.lists.fetching import fetch
source = replace(load_catalogue().source("us-csl"), url=sys.argv[1])
fetch(source, Path(sys.argv[2]), Silent(), clock=SystemClock("UTC"))
"""


def test_a_killed_program_leaves_what_the_next_one_goes_on_with(desk: Desk, serve: Serve) -> None:
    body = LIST[:-1] + b" " * (9 * 2**20) + LIST[-1:]

    def answer(talk: Conversation) -> None:
        start = int(talk.asked.headers.get("range", "bytes=0-")[6:-1])
        if start:
            said = f"bytes {start}-{len(body) - 1}/{len(body)}"
            talk.reply(206, body[start:], ETag=MARK, Content_Range=said)
        else:
            talk.head(200, {"Content-Length": len(body), "ETag": MARK})
            talk.send(body[: 5 * 2**20])
            talk.wait(20)

    server = serve(answer)
    killed = subprocess.Popen([sys.executable, "-c", KILLED, server.url(), str(desk.into)])
    note = desk.into / "us-csl.part.json"
    patience = time.monotonic() + 10
    while not note.exists() and time.monotonic() < patience:
        time.sleep(0.02)
    with pytest.raises(FetchFailed, match="fetch-running"):
        desk.fetch(server.url())
    killed.kill()
    killed.wait()
    assert desk.whole() == []
    fetched = desk.fetch(server.url(), largest=2**24)
    whole(fetched, body)
    assert (fetched.resumed, fetched.tries) == (True, 1)
    assert int(server.asked[-1].headers["range"][6:-1]) >= 4 * 2**20


def test_one_fetch_of_a_source_at_a_time(desk: Desk, serve: Serve) -> None:
    server = serve(Publisher(cuts=0))
    desk.into.mkdir()
    with alone(desk.into / "us-csl.lock"):
        assert desk.failure(server.url()).code == "fetch-running"
    assert server.asked == []
    assert desk.fetch(server.url()).path is not None


# Redirects


def test_a_signed_address_is_asked_for_anew_each_time(desk: Desk, serve: Serve) -> None:
    """The first signature lasts for half the file, the second is good."""
    issued = []

    def answer(talk: Conversation) -> None:
        path, _, signature = talk.asked.target.partition("?")
        if path == "/list.json":
            issued.append(f"X-Amz-Signature=secret{len(issued)}")
            talk.reply(302, Location=f"{store.url('/bucket/key')}?{issued[-1]}")
        elif signature != issued[-1] or len(issued) == 2:
            talk.reply(403, b"<Error><Code>AccessDenied</Code></Error>")
        elif len(issued) == 1:
            talk.head(200, {"Content-Length": len(LIST), "ETag": MARK})
            talk.send(LIST[:HALF])
        else:
            rest(talk)

    server = store = serve(answer)
    fetched = desk.fetch(server.url(), tries=3)
    whole(fetched)
    assert fetched.resumed
    assert len(issued) == 3
    assert fetched.url == server.url("/bucket/key")
    assert fetched.asked == server.url()
    kept = [path.read_bytes() for path in desk.into.iterdir()]
    assert not any(b"secret" in data for data in [*kept, repr(fetched).encode()])


def test_ten_redirects_with_a_cookie(desk: Desk, serve: Serve) -> None:
    def answer(talk: Conversation) -> None:
        number = int(talk.asked.target.rpartition("/")[2])
        if number < 10:
            talk.reply(301, Location=f"../step/{number + 1}", Set_Cookie="seen=yes; Path=/")
        elif talk.asked.headers.get("cookie") == "seen=yes":
            talk.reply(200, LIST)
        else:
            talk.reply(403)

    server = serve(answer)
    whole(desk.fetch(server.url("/step/0")))
    assert len(server.asked) == 11


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_a_redirect_to_a_name_beyond_ascii(desk: Desk, serve: Serve, encoding: str) -> None:
    def answer(talk: Conversation) -> None:
        if talk.asked.target == "/list.json":
            to = "/Straße 1.json".encode(encoding)
            talk.send(b"HTTP/1.1 302 Found\r\nLocation: " + to + b"\r\nContent-Length: 0\r\n\r\n")
        else:
            talk.reply(200, LIST)

    server = serve(answer)
    whole(desk.fetch(server.url()))
    assert server.asked[1].target == "/Stra%C3%9Fe%201.json"


def test_a_mark_beyond_ascii_is_not_sent_back(desk: Desk, serve: Serve) -> None:
    server = serve(Publisher(mark='"\xe9\xe9"'))
    fetched = desk.fetch(server.url())
    whole(fetched)
    assert not fetched.resumed
    assert desk.fetch(server.url(), known=fetched.validators).path is None


def test_the_server_that_hangs_is_the_one_blamed(desk: Desk, serve: Serve) -> None:
    slow = serve(lambda talk: talk.wait(3))
    other = slow.url().replace("127.0.0.1", "localhost")
    server = serve(lambda talk: talk.reply(302, Location=other))
    error = desk.failure(server.url(), tries=1)
    assert (error.code, error.facts["host"]) == ("fetch-first-byte", "localhost")


# Packed files, odd networks


def test_packing_on_the_way_is_undone_and_packed_files_are_left(desk: Desk, serve: Serve) -> None:
    server = serve(lambda talk: talk.reply(200, GZIPPED, Content_Encoding="gzip"))
    whole(desk.fetch(server.url()))
    twice = GZIPPED + b"\0" * 512
    server.answer = lambda talk: talk.reply(200, twice, Content_Encoding="x-gzip")
    whole(desk.fetch(server.url()))
    halves = gzip.compress(LIST[:HALF]) + gzip.compress(LIST[HALF:])
    server.answer = lambda talk: talk.reply(200, halves, Content_Encoding="gzip")
    whole(desk.fetch(server.url()))
    for body in (GZIPPED, ZIPPED):
        server.answer = lambda talk, body=body: talk.reply(200, body)
        whole(desk.fetch(server.url()), body)


def test_a_damaged_archive_is_the_readers_to_refuse(desk: Desk, serve: Serve) -> None:
    fetched = desk.fetch(serve(lambda talk: talk.reply(200, damaged(GZIPPED))).url())
    assert fetched.path is not None
    with pytest.raises(ListRefused, match="list-archive-damaged"):
        open_list(fetched.path, us_csl(), country_code, Quiet())


def test_a_bomb_that_is_a_file_is_the_readers_to_refuse(desk: Desk, serve: Serve) -> None:
    fetched = desk.fetch(serve(lambda talk: talk.reply(200, BOMB)).url())
    assert fetched.path is not None
    with pytest.raises(ListRefused, match="list-too-large"):
        open_list(fetched.path, us_csl(), country_code, Quiet())


def test_chunks(desk: Desk, serve: Serve) -> None:
    def answer(talk: Conversation) -> None:
        talk.head(200, {"Transfer-Encoding": "chunked"})
        for start in range(0, len(LIST), 9999):
            talk.chunk(LIST[start : start + 9999])
        talk.chunk(b"")

    whole(desk.fetch(serve(answer).url()))


def test_a_server_with_an_address_of_the_new_kind(desk: Desk, serve: Serve) -> None:
    try:
        server = serve(Publisher(cuts=0), host="::1")
    except OSError:
        pytest.skip("this machine has no IPv6")
    whole(desk.fetch(server.url()))


# The newest day


def test_the_newest_day_the_server_has(desk: Desk, serve: Serve) -> None:
    # In New York it is still the 20th when the publisher's day is over.
    desk.clock.at = desk.clock.at.replace(day=21, hour=1)

    def answer(talk: Conversation) -> None:
        talk.reply(200, LIST) if "2026-11-18" in talk.asked.target else talk.reply(404, PAGE)

    server = serve(answer)
    fetched = desk.fetch(server.url("/full/{date}/title-15.xml"))
    whole(fetched)
    days = [asked.target.split("/")[2] for asked in server.asked]
    assert days == ["2026-11-21", "2026-11-20", "2026-11-19", "2026-11-18"]
    assert fetched.asked == server.url("/full/2026-11-18/title-15.xml")


def test_no_day_at_all(desk: Desk, serve: Serve) -> None:
    server = serve(lambda talk: talk.reply(404))
    error = desk.failure(server.url("/{date}.xml"))
    assert (error.code, len(server.asked)) == ("fetch-no-day", 15)
    server.answer = lambda talk: talk.reply(410)
    assert desk.failure(server.url("/{date}.xml")).code == "fetch-gone"


# Patience


def test_a_burst_of_errors(desk: Desk, serve: Serve) -> None:
    server = serve(lambda talk: talk.reply(200, LIST) if len(server.asked) > 4 else talk.reply(500))
    fetched = desk.fetch(server.url(), tries=5)
    whole(fetched)
    assert fetched.tries == 5
    assert desk.progress.stages.count("list-waiting") == 4


def test_pauses_grow_up_to_a_limit_and_depend_on_chance(desk: Desk, serve: Serve) -> None:
    server = serve(lambda talk: talk.reply(503))
    asked = desk.pauses(server.url(), tries=6, first_pause=1.0, longest_pause=5.0, chance=1.0)
    assert asked == pytest.approx([1.0, 2.0, 4.0, 5.0, 5.0])
    asked = desk.pauses(server.url(), tries=6, first_pause=1.0, longest_pause=5.0, chance=0.5)
    assert asked == pytest.approx([0.5, 1.0, 2.0, 2.5, 2.5])


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [
        ("7", 7.0),
        ("3600", 60.0),
        ("9" * 400, 60.0),
        ("Fri, 20 Nov 2026 17:00:09 GMT", 9.0),
        ("Fri, 20 Nov 2026 16:00:00 GMT", 0.5),
        ("Fri, 20 Nov 2026 17:00:09 -0000", 9.0),
        ("soon", 0.5),
        ("", 0.5),
    ],
)
def test_the_server_says_when_to_come_back(
    desk: Desk, serve: Serve, asked: str, seconds: float
) -> None:
    server = serve(lambda talk: talk.reply(429, Retry_After=asked))
    pauses = desk.pauses(
        server.url(),
        first_pause=1.0,
        longest_pause=9.0,
        longest_asked=60.0,
        total_seconds=900,
        chance=0.5,
    )
    assert pauses == pytest.approx([seconds])


def test_no_pause_goes_past_the_end_of_patience(desk: Desk, serve: Serve) -> None:
    server = serve(lambda talk: talk.reply(429, Retry_After="50"))
    assert desk.pauses(server.url(), longest_asked=60.0) == []


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 418, 451])
def test_what_will_not_change_is_asked_once(desk: Desk, serve: Serve, status: int) -> None:
    server = serve(lambda talk: talk.reply(status))
    desk.failure(server.url(), tries=5)
    assert len(server.asked) == 1


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504, 520])
def test_what_may_change_is_asked_again(desk: Desk, serve: Serve, status: int) -> None:
    server = serve(lambda talk: talk.reply(status))
    desk.failure(server.url(), tries=3)
    assert len(server.asked) == 3


# Stopping


def stopped(desk: Desk, url: str, **settings: object) -> None:
    """Fetch, stop after a moment, and hold that it did not go on waiting for the server."""
    desk.progress = Quiet(lambda progress: time.monotonic() - progress.started > 0.3)
    with pytest.raises(Cancelled):
        desk.fetch(url, **settings)
    # What it waits for comes after five seconds at the earliest; it asks now and then until then.
    assert time.monotonic() - desk.progress.stopped_at < 4
    assert len(desk.progress.times) >= 2
    if sys.platform != "win32":  # there a thread that reads ends with its own time-out
        for thread in threading.enumerate():
            if thread.name == "fetching":
                thread.join(1)
                assert not thread.is_alive()
    assert desk.whole() == []


def test_stopping_before_the_first_byte(desk: Desk, serve: Serve) -> None:
    server = serve(lambda talk: talk.wait(5))
    stopped(desk, server.url(), connect_seconds=9, first_byte=9.0)


def test_stopping_in_a_pause(desk: Desk, serve: Serve) -> None:
    server = serve(lambda talk: talk.reply(503, Retry_After="6"))
    stopped(desk, server.url(), longest_asked=7.0)


def test_stopping_in_the_middle_keeps_the_part(desk: Desk, serve: Serve) -> None:
    def answer(talk: Conversation) -> None:
        if "range" in talk.asked.headers:
            rest(talk)
        else:
            talk.head(200, {"Content-Length": len(LIST), "ETag": MARK})
            talk.send(LIST[:HALF])
            talk.wait(5)

    server = serve(answer)
    stopped(desk, server.url(), stall_seconds=9.0)
    desk.progress = Quiet()
    fetched = desk.fetch(server.url())
    whole(fetched)
    assert fetched.resumed


# The folder


def test_no_room(desk: Desk, serve: Serve) -> None:
    error = desk.failure(serve(Publisher(cuts=0)).url(), room=2**62)
    assert error.code == "fetch-disk-full"


def test_the_disk_is_full_in_the_middle(desk: Desk, serve: Serve) -> None:
    """Where the system has a device that is always full, write to it."""
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no /dev/full here")
    desk.into.mkdir()
    (desk.into / "us-csl.part").symlink_to(full)
    assert desk.failure(serve(Publisher(cuts=0)).url()).code == "fetch-disk-full"


def test_the_folder_is_a_file(desk: Desk, serve: Serve) -> None:
    desk.into.write_text("in the way")
    error = desk.failure(serve(Publisher(cuts=0)).url())
    assert error.code == "fetch-folder-unusable"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.EROFS, "fetch-folder-read-only"),
        (errno.EACCES, "fetch-folder-read-only"),
        (errno.ENOSPC, "fetch-disk-full"),
        (errno.EIO, "fetch-folder-unusable"),
    ],
)
def test_what_a_disk_may_say(tmp_path: Path, number: int, code: str) -> None:
    with pytest.raises(FetchFailed, match=code), writing_to(tmp_path):
        raise OSError(number, "said so")


def test_the_folder_cannot_be_written(desk: Desk, serve: Serve) -> None:
    desk.into.mkdir()
    desk.into.chmod(0o500)
    try:
        (desk.into / "probe").touch()
        pytest.skip("this user may write everywhere")
    except PermissionError:
        error = desk.failure(serve(Publisher(cuts=0)).url())
        assert error.code == "fetch-folder-read-only"
    finally:
        desk.into.chmod(0o700)


def test_files_that_nobody_came_for_are_swept(desk: Desk, serve: Serve) -> None:
    server = serve(Publisher(cuts=0))
    first = desk.fetch(server.url()).path
    other = desk.into / "us-csl-own-abcdefabcdef.json"
    other.touch()
    server.answer = lambda talk: talk.reply(200, NEWER)
    second = desk.fetch(server.url()).path
    assert first.exists()
    desk.clock.at = desk.clock.at.replace(year=2200)
    third = desk.fetch(server.url()).path
    assert (first.exists(), third.exists(), other.exists()) == (False, True, True)
    assert second == third


# Addresses


def test_no_address(desk: Desk) -> None:
    assert desk.failure("").code == "fetch-no-address"


@pytest.mark.parametrize(
    "url",
    [
        "ftp://127.0.0.1/x",
        "file:///etc/hosts",
        "list.json",
        "http://",
        "http://[::1",
        "http://a:x/",
    ],
)
def test_an_address_that_is_none(desk: Desk, url: str) -> None:
    assert desk.failure(url).code == "fetch-address-bad"


def test_a_host_name_that_cannot_be(desk: Desk) -> None:
    assert desk.failure(f"http://{'a' * 70}.invalid/").code == "fetch-address-bad"


# The code itself


def test_every_code_has_words_and_every_sentence_is_used() -> None:
    folder = Path(fetching.__file__).parent
    source = "".join(path.read_text("utf-8") for path in folder.glob("*.py"))
    said = set(re.findall(r'"((?:fetch|list)-[a-z-]+)"', source))
    ends = re.findall(r'"(kept-[a-z]+)"', Path(kept_lists.__file__).read_text("utf-8"))
    assert {*said, *ends} == set(words.SENTENCES)


def test_the_network_is_not_loaded_with_the_lists() -> None:
    code = (
        "import sys, exportdesk.lists, exportdesk.lists.fetching\n"
        "print(sorted({'httpx', 'httpcore', 'truststore', 'urllib.request', 'ssl'}"
        " & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
