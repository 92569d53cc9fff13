"""A server that misbehaves: each fault ends in one clear message and in nothing taken for whole."""

import socket
import ssl
import threading

import pytest

from exportdesk.core.words import say
from tests.lists.fetching.bodies import BOMB, GZIPPED, LIST, PAGE, ZIPPED, damaged
from tests.lists.fetching.conftest import Desk, Serve
from tests.lists.fetching.server import Answer, Conversation

HALF = LIST[: len(LIST) // 2]


def replies(status: int, body: bytes = b"", **headers: object) -> Answer:
    """Return an answer that is proper HTTP."""
    return lambda talk: talk.reply(status, body, **headers)


def sends(data: bytes) -> Answer:
    """Return an answer of exactly these bytes."""
    return lambda talk: talk.send(data)


def cut(talk: Conversation) -> None:
    talk.head(200, {"Content-Length": len(LIST)})
    talk.send(HALF)


def cut_without_length(talk: Conversation) -> None:
    talk.head(200)
    talk.send(HALF)


def cut_in_chunks(talk: Conversation) -> None:
    talk.head(200, {"Transfer-Encoding": "chunked"})
    talk.chunk(HALF)


def reset_in_the_middle(talk: Conversation) -> None:
    talk.head(200, {"Content-Length": len(LIST)})
    talk.send(HALF)
    talk.wait(0.1)
    talk.reset()


def reset_at_once(talk: Conversation) -> None:
    talk.reset()


def says_too_little(talk: Conversation) -> None:
    talk.head(200, {"Content-Length": len(LIST) - 100})
    talk.send(LIST)


def chunks_of_nonsense(talk: Conversation) -> None:
    talk.head(200, {"Transfer-Encoding": "chunked"})
    talk.send(b"five bytes\r\nhello\r\n")


def silent(talk: Conversation) -> None:
    talk.wait(3)


def headers_and_nothing(talk: Conversation) -> None:
    talk.head(200, {"Content-Length": len(LIST)})
    talk.wait(3)


def stalls(talk: Conversation) -> None:
    talk.head(200, {"Content-Length": len(LIST)})
    talk.send(HALF)
    talk.wait(3)


def drips(talk: Conversation) -> None:
    talk.head(200, {"Content-Length": len(LIST)})
    for byte in HALF:
        talk.send(bytes([byte]))
        talk.wait(0.05)


def only_promises(talk: Conversation) -> None:
    for _ in range(100):
        talk.send(b"HTTP/1.1 103 Early Hints\r\n\r\n")
        talk.wait(0.05)


def endless(talk: Conversation) -> None:
    talk.head(200)
    while not talk.server.closing.is_set():
        talk.send(b'{"results": []}' * 10_000)


def endless_headers(talk: Conversation) -> None:
    talk.send(b"HTTP/1.1 200 OK\r\n")
    for number in range(1_000_000):
        talk.send(b"X-%d: %s\r\n" % (number, b"y" * 1000))


def gzipped(body: bytes) -> Answer:
    return replies(200, body, Content_Encoding="gzip")


def round_and_round(talk: Conversation) -> None:
    talk.reply(302, Location=talk.asked.target)


def on_and_on(talk: Conversation) -> None:
    number = int(talk.asked.target.rpartition("-")[2] or 0) if "-" in talk.asked.target else 0
    talk.reply(302, Location=f"/list-{number + 1}")


def to_login_page(talk: Conversation) -> None:
    if talk.asked.target.startswith("/login"):
        talk.reply(200, PAGE, Content_Type="text/html")
    else:
        talk.reply(302, Location="/login?back=%2Flist")


def signed_and_expired(talk: Conversation) -> None:
    if talk.asked.target.startswith("/signed"):
        talk.reply(403, b"<Error><Code>AccessDenied</Code></Error>")
    else:
        talk.reply(302, Location="/signed/list.json?X-Amz-Signature=0123456789abcdef")


FAULTS: list[tuple[str, Answer, str]] = [
    ("cut at a byte", cut, "fetch-cut"),
    ("cut without a length", cut_without_length, "fetch-end-missing"),
    ("cut in chunks", cut_in_chunks, "fetch-cut"),
    ("reset in the middle", reset_in_the_middle, "fetch-cut"),
    ("reset at once", reset_at_once, "fetch-hung-up"),
    ("closed without an answer", lambda _: None, "fetch-hung-up"),
    ("more than it says", says_too_little, "fetch-end-missing"),
    ("less than it says", replies(200, LIST, Content_Length=len(LIST) + 9), "fetch-cut"),
    ("length of nonsense", replies(200, LIST, Content_Length="many"), "fetch-protocol"),
    ("two lengths", replies(200, LIST, content_length=7), "fetch-protocol"),
    ("chunks of nonsense", chunks_of_nonsense, "fetch-protocol"),
    ("status line of nonsense", sends(b"220 ftp.example.org ready\r\n\r\n"), "fetch-protocol"),
    ("noise", sends(bytes(range(256)) * 20 + b"\r\n\r\n"), "fetch-protocol"),
    ("header bomb", sends(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 500_000), "fetch-protocol"),
    ("endless headers", endless_headers, "fetch-protocol"),
    ("no first byte", silent, "fetch-first-byte"),
    ("only promises", only_promises, "fetch-first-byte"),
    ("headers and nothing", headers_and_nothing, "fetch-stalled"),
    ("stall in the middle", stalls, "fetch-stalled"),
    ("gzip damaged", gzipped(damaged(GZIPPED)), "fetch-encoding"),
    ("gzip that is none", gzipped(LIST), "fetch-encoding"),
    ("gzip cut", gzipped(GZIPPED[:-400]), "fetch-cut"),
    ("gzip of nothing", gzipped(b""), "fetch-cut"),
    ("gzip bomb", gzipped(BOMB), "fetch-expands"),
    ("unasked encoding", replies(200, LIST, Content_Encoding="br"), "fetch-encoding"),
    ("endless body", endless, "fetch-too-large"),
    ("huge length", replies(200, LIST, Content_Length=10**12), "fetch-too-large"),
    ("empty", replies(200), "fetch-empty"),
    ("white space", replies(200, b" \r\n" * 50), "fetch-empty"),
    ("no content", replies(204), "fetch-empty"),
    ("login page", replies(200, PAGE, Content_Type="application/json"), "fetch-web-page"),
    ("redirect to a login page", to_login_page, "fetch-web-page"),
    ("network asks to log in", replies(511, PAGE), "fetch-web-page"),
    ("zip cut", replies(200, ZIPPED[:-100]), "fetch-end-missing"),
    ("gzip file cut", replies(200, GZIPPED[:-400]), "fetch-end-missing"),
    ("redirect loop", round_and_round, "fetch-redirect-loop"),
    ("redirects without end", on_and_on, "fetch-redirect-loop"),
    ("redirect to a file", replies(302, Location="file:///etc/hosts"), "fetch-redirect-odd"),
    ("redirect to nowhere", replies(302), "fetch-redirect-odd"),
    ("redirect to nonsense", replies(302, Location="http://[::1"), "fetch-redirect-odd"),
    ("signed address expired", signed_and_expired, "fetch-expired"),
    ("unmodified, unasked", replies(304), "fetch-unasked"),
    ("a part, unasked", replies(206, LIST, Content_Range="bytes 0-9/10"), "fetch-unasked"),
    ("moved away", replies(404, PAGE), "fetch-gone"),
    ("retired", replies(410, PAGE), "fetch-gone"),
    ("forbidden", replies(403, PAGE), "fetch-forbidden"),
    ("login wanted", replies(401, PAGE, WWW_Authenticate="Basic"), "fetch-forbidden"),
    ("broken", replies(500, b'{"error": "oops"}'), "fetch-server-error"),
    ("error page", replies(503, PAGE, Content_Type="text/html"), "fetch-server-error"),
    ("too often", replies(429, Retry_After="3600"), "fetch-too-many"),
    ("teapot", replies(418, LIST), "fetch-status"),
    ("choices", replies(300, PAGE), "fetch-status"),
    ("proxy login", replies(407, PAGE), "fetch-proxy-refused"),
]


@pytest.mark.parametrize(
    ("answer", "code"),
    [(answer, code) for _, answer, code in FAULTS],
    ids=[name for name, _, _ in FAULTS],
)
def test_a_fault_of_the_server(desk: Desk, serve: Serve, answer: Answer, code: str) -> None:
    server = serve(answer)
    error = desk.failure(server.url())
    assert error.code == code
    assert "signature" not in say(error).lower()
    assert len(say(error)) < 500
    assert server.asked
    # And the next time the server is well, the list comes.
    server.answer = replies(200, LIST)
    path = desk.fetch(server.url()).path
    assert path is not None
    assert path.read_bytes() == LIST


def test_there_are_enough_faults() -> None:
    assert len({name for name, _, _ in FAULTS}) >= 25


def test_a_server_that_drips_is_given_up(desk: Desk, serve: Serve) -> None:
    error = desk.failure(serve(drips).url(), total_seconds=0.5)
    assert (error.code, error.facts["seconds"]) == ("fetch-too-slow", 0)


def test_nobody_listens(desk: Desk) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert desk.failure(f"http://127.0.0.1:{port}/").code == "fetch-refused"


@pytest.mark.parametrize(
    ("error", "code", "lookups"),
    [
        (socket.gaierror(socket.EAI_NONAME, "not known"), "fetch-name-unknown", 2),
        (socket.gaierror(socket.EAI_AGAIN, "temporary failure"), "fetch-offline", 2),
        (OSError(101 if hasattr(socket, "AF_UNIX") else 10051, "unreachable"), "fetch-offline", 2),
        (OSError(113 if hasattr(socket, "AF_UNIX") else 10065, "no route"), "fetch-unreachable", 5),
    ],
)
def test_no_network(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, error: OSError, code: str, lookups: int
) -> None:
    asked = []

    def fail(*where: object, **_how: object) -> None:
        asked.append(where)
        raise error

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    assert desk.failure("http://lists.invalid/x.json", tries=5).code == code
    assert len(asked) == lookups


def test_looking_up_a_name_takes_for_ever(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    over = threading.Event()

    def hang(*_where: object, **_how: object) -> list[object]:
        over.wait(5)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    error = desk.failure("http://lists.invalid/x.json", connect_seconds=0.3, tries=1)
    over.set()
    assert error.code == "fetch-connect-timeout"


# TLS


def test_a_certificate_that_nobody_trusts(desk: Desk, serve: Serve, tls: ssl.SSLContext) -> None:
    server = serve(replies(200, LIST), tls=tls)
    error = desk.failure(server.url())
    assert error.code == "fetch-certificate"
    assert "self-signed" in str(error.facts["detail"]) or error.facts["detail"]
    assert server.asked == []


@pytest.mark.usefixtures("trusted")
def test_a_certificate_of_somebody_else(desk: Desk, serve: Serve, tls: ssl.SSLContext) -> None:
    server = serve(replies(200, LIST), tls=tls)
    error = desk.failure(server.url().replace("127.0.0.1", "localhost"))
    assert error.code == "fetch-certificate"


def test_no_tls_where_it_was_promised(desk: Desk, serve: Serve) -> None:
    server = serve(silent, first=b"HTTP/1.1 400 Bad Request\r\n\r\n")
    assert desk.failure(server.url().replace("http:", "https:")).code == "fetch-tls"


def test_a_handshake_without_end(desk: Desk) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        url = f"https://127.0.0.1:{listening.getsockname()[1]}/"
        error = desk.failure(url, connect_seconds=0.3, tries=1)
    assert error.code == "fetch-connect-timeout"


@pytest.mark.usefixtures("trusted")
def test_a_redirect_out_of_protection(desk: Desk, serve: Serve, tls: ssl.SSLContext) -> None:
    plain = serve(replies(200, LIST))
    server = serve(replies(301, Location=plain.url("/list.json?token=hidden")), tls=tls)
    error = desk.failure(server.url())
    assert error.code == "fetch-redirect-insecure"
    assert "hidden" not in say(error)
    assert plain.asked == []


@pytest.mark.usefixtures("trusted")
def test_a_trusted_server(desk: Desk, serve: Serve, tls: ssl.SSLContext) -> None:
    assert desk.fetch(serve(replies(200, LIST), tls=tls).url()).size == len(LIST)


# Proxies


def test_a_proxy_that_refuses(desk: Desk, serve: Serve) -> None:
    proxy = serve(replies(403, PAGE))
    error = desk.failure("https://lists.invalid/x.json", proxy=f"http://127.0.0.1:{proxy.port}")
    assert error.code == "fetch-proxy-refused"
    assert "lists.invalid" in say(error)
    assert [asked.method for asked in proxy.asked] == ["CONNECT"]


def test_a_proxy_that_wants_a_password(desk: Desk, serve: Serve) -> None:
    proxy = serve(replies(407, PAGE, Proxy_Authenticate="Basic"))
    error = desk.failure("http://lists.invalid/x.json", proxy=f"127.0.0.1:{proxy.port}")
    assert error.code == "fetch-proxy-refused"


def test_a_proxy_that_is_not_there(desk: Desk) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    error = desk.failure("http://lists.invalid/x.json", proxy=f"http://127.0.0.1:{port}")
    assert error.code == "fetch-proxy-unreachable"
    assert "127.0.0.1" in say(error)


@pytest.mark.parametrize("proxy", ["socks5://me:secret@127.0.0.1:1", "http://", "http://a:b:c"])
def test_a_proxy_that_cannot_be_used(desk: Desk, proxy: str) -> None:
    error = desk.failure("http://lists.invalid/x.json", proxy=proxy)
    assert error.code == "fetch-proxy-unusable"
    assert "secret" not in say(error)


def test_the_proxy_of_the_system(desk: Desk, serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    proxy = serve(replies(200, LIST))
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{proxy.port}")
    assert desk.fetch("http://lists.invalid/x.json").size == len(LIST)
    assert proxy.asked[0].target == "http://lists.invalid/x.json"
    # ... which some hosts do without.
    server = serve(replies(200, LIST))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    desk.fetch(server.url())
    assert (len(proxy.asked), len(server.asked)) == (1, 1)
