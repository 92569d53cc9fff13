"""When nothing is reached, one thing is said; when something is, each failure for itself."""

from dataclasses import replace

import pytest

from exportdesk.core.errors import ExportDeskError, FetchFailed
from exportdesk.lists import Source
from exportdesk.operations.no_network import Network, not_tried, without_network
from tests.lists.samples import us_csl


def source(host: str) -> Source:
    return replace(us_csl(), url=f"https://{host}/list")


def failed(code: str, host: str = "") -> FetchFailed:
    return FetchFailed(code, host=host)


OFFLINE_A, OFFLINE_B = (
    failed("fetch-offline", "a.example"),
    failed("fetch-name-unknown", "b.example"),
)
PROXY = FetchFailed("fetch-proxy-unreachable", proxy="proxy.example", host="a.example")


def test_two_servers_that_are_silent_are_no_network() -> None:
    network = Network()
    network.note(source("a.example"), OFFLINE_A)
    network.note(source("a.example"), OFFLINE_A)
    assert not network.is_down
    network.note(source("b.example"), OFFLINE_B)
    assert network.is_down


@pytest.mark.parametrize("error", [None, failed("fetch-gone"), failed("fetch-server-error")])
def test_a_server_that_answers_anything_is_a_network(error: FetchFailed | None) -> None:
    network = Network()
    network.note(source("a.example"), error)
    network.note(source("b.example"), OFFLINE_A)
    network.note(source("c.example"), OFFLINE_B)
    assert not network.is_down


def test_another_programs_fetch_tells_nothing_of_the_network() -> None:
    network = Network()
    network.note(source("a.example"), failed("fetch-running"))
    network.note(source("b.example"), OFFLINE_A)
    network.note(source("c.example"), OFFLINE_B)
    assert network.is_down


@pytest.mark.parametrize(
    ("errors", "code"),
    [
        ([], ""),
        ([OFFLINE_A], ""),  # one source: its own sentence says it
        ([OFFLINE_A, OFFLINE_A], ""),  # one server may be down alone
        ([OFFLINE_A, None], ""),
        ([OFFLINE_A, failed("fetch-gone", "b.example")], ""),
        ([OFFLINE_A, OFFLINE_B], "update-no-network"),
        ([OFFLINE_A, OFFLINE_B, not_tried(source("c.example"))], "update-no-network"),
        ([PROXY, PROXY, not_tried(source("c.example"))], "fetch-proxy-unreachable"),
    ],
)
def test_what_is_said_once(errors: list[ExportDeskError | None], code: str) -> None:
    said = without_network(errors)
    assert (said.code if said else "") == code
