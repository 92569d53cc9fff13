"""Looking listed parties up by the words of their names, the last one not typed to its end."""

from collections.abc import Iterator

import pytest

from exportdesk.operations.demo import demo_list_file
from exportdesk.screening import Screener
from tests.screening.demo_index import index_of, listings_of


@pytest.fixture(scope="module")
def screener(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screener]:
    listings = listings_of(demo_list_file())
    made = Screener.load(index_of(listings, tmp_path_factory.mktemp("holding") / "index"))
    yield made
    made.close()


def names(screener: Screener, text: str, limit: int = 20) -> list[str]:
    return [name for _uid, _list, name, _countries in screener.holding(text, limit)]


def test_every_word_counts_and_the_last_may_go_on(screener: Screener) -> None:
    assert "Severnyi Impuls LLC" in names(screener, "severnyi imp")
    assert "Severnyi Impuls LLC" in names(screener, "Северн")
    assert names(screener, "severnyi qqxj") == []
    assert names(screener, "qqxj imp") == []


def test_short_names_come_first_and_no_more_than_asked(screener: Screener) -> None:
    found = names(screener, "trading")
    assert len(found) > 2
    assert names(screener, "trading", 2) == found[:2]
    uids = [uid for uid, *_rest in screener.holding("trading", 20)]
    assert len(uids) == len(set(uids))


@pytest.mark.parametrize("text", ["", " ", "se", "...", "%", "\x00"])
def test_what_says_nothing_finds_nobody(screener: Screener, text: str) -> None:
    assert names(screener, text) == []
