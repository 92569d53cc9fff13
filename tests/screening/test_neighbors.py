"""Neighbors of a word, as a table: which listed words it may stand for."""

import numpy as np
import pytest

from exportdesk.screening.neighbors import LEAST_LIKENESS, NeighborFinder
from exportdesk.screening.normalize import Word, read_name
from exportdesk.screening.store import Reader, Writer
from exportdesk.screening.vocabulary import Vocabulary, write_vocabulary

LISTED = (
    "hemsi", "zelvarov", "kamenets", "lee", "ali", "marine", "yaqout", "yaqit", "hamcho",
    "skylark", "dibaji", "bo", "volodymyr", "robert", "janukowytsch", "elektrocom", "viktorovych",
)  # fmt: skip


@pytest.fixture(scope="module")
def finder(tmp_path_factory: pytest.TempPathFactory) -> NeighborFinder:
    folder = tmp_path_factory.mktemp("words")
    write_vocabulary(Writer(folder), LISTED, np.ones(len(LISTED)))
    return NeighborFinder(Vocabulary.read(Reader(folder)))


def likeness(finder: NeighborFinder, word: Word, listed: str) -> float:
    """Return how like a listed word is, 0 when it is no neighbor."""
    return finder.of(word).by_number.get(LISTED.index(listed), 0.0)


ALIKE = [
    ("hemsi", "hemsi", 1.0),
    ("homsee", "hemsi", 0.7),  # one slip in sound, hardly a letter pair in common
    ("zelvaorv", "zelvarov", 0.85),
    ("kamenetz", "kamenets", 0.9),
    ("rnarine", "marine", 0.9),  # letters that look alike
    ("li", "lee", 0.0),  # two letters have no neighbors
    ("lii", "lee", 0.9),
    ("adi", "ali", 0.0),
    ("skyl", "skylark", 0.7),
    ("vladimir", "volodymyr", 0.9),  # one name in two languages
    ("bob", "robert", 0.9),
    ("yanukovich", "janukowytsch", 0.8),  # what German spells J
]


@pytest.mark.parametrize(("ours", "listed", "least"), ALIKE)
def test_a_word_finds_the_listed_words_it_may_be(
    finder: NeighborFinder, ours: str, listed: str, least: float
) -> None:
    found = likeness(finder, Word(ours, ours), listed)
    assert found >= max(least, LEAST_LIKENESS) if least else found == 0.0


def test_arabic_is_nearer_to_words_with_its_long_vowels(finder: NeighborFinder) -> None:
    word = read_name("الياقوت").words[0]
    assert likeness(finder, word, "yaqout") > likeness(finder, word, "yaqit") > LEAST_LIKENESS


def test_the_sh_of_arabic_is_found_as_french_writes_it(finder: NeighborFinder) -> None:
    assert likeness(finder, read_name("حمشو").words[0], "hamcho") > LEAST_LIKENESS


def test_a_word_of_no_listed_kind_has_no_neighbors(finder: NeighborFinder) -> None:
    assert finder.of(Word("qwrtpl", "qwrtpl")).numbers == []


@pytest.mark.parametrize(
    ("cyrillic", "latin", "listed"),
    [("электроком", "elektrokom", "elektrocom"), ("Викторович", "viktorovich", "viktorovych")],
)
def test_the_spelling_counts_less_out_of_another_script(
    finder: NeighborFinder, cyrillic: str, latin: str, listed: str
) -> None:
    """Which letters a romanization chose says nothing; between Latin spellings it may."""
    brought_over = likeness(finder, read_name(cyrillic).words[0], listed)
    assert brought_over > likeness(finder, Word(latin, latin), listed) > LEAST_LIKENESS
    assert brought_over < 1.0
