"""The public door: listings in, matches with reasons out."""

from pathlib import Path

import pytest

from exportdesk.core.errors import StorageFault
from exportdesk.core.ids import ListingUid, SourceKey
from exportdesk.core.listings import Identifier, ListedName, Listing, NameRole
from exportdesk.core.matches import Feature, Relation, Strength
from exportdesk.core.parties import Party, PartyKind
from exportdesk.core.progress import Silent
from exportdesk.screening import IndexBuilder, Screener, strength_of
from exportdesk.screening.rarity import Rarity, background
from exportdesk.screening.summary import summary


def listing(
    uid: str,
    *names: str,
    kind: PartyKind = PartyKind.ORGANIZATION,
    country: str = "",
    number: str = "",
) -> Listing:
    return Listing(
        uid=ListingUid(uid),
        source=SourceKey("own:TEST"),
        list="TEST",
        list_name="Test list",
        kind=kind,
        names=tuple(ListedName(name, NameRole.ALIAS) for name in names),
        countries=(country,) if country else (),
        identifiers=(Identifier("Tax ID No.", number, "RU"),) if number else (),
    )


LISTED = (
    listing("one", "Zelvar Optika OOO", "Зельвар Оптика", country="RU", number="7701234567"),
    listing("two", "KORVATSKI, Andrei Petrovich", kind=PartyKind.PERSON, country="BY"),
    listing("three", "Quandar Trading Group", country="AE"),
    listing("four", "NAMARI", kind=PartyKind.PERSON),
    listing("five", "Orvandel Meridian 5", kind=PartyKind.VESSEL),
    listing("six", "Tavrikon Systems"),
    listing("seven", "Tavrikon Optika Selmet"),
    listing("eight", "Tavrikon Marine"),
    listing("nine", "Morland Tavrikon"),
)


@pytest.fixture(scope="module")
def screener(tmp_path_factory: pytest.TempPathFactory) -> Screener:
    folder = tmp_path_factory.mktemp("index") / "key"
    builder = IndexBuilder()
    for one in LISTED:
        builder.add(one)
    builder.finish(folder, Silent())
    return Screener.load(folder)


def test_the_index_knows_what_it_holds(screener: Screener) -> None:
    assert (screener.listings, screener.names, screener.lists) == (9, 10, ("TEST",))


def test_a_name_in_another_script_matches_with_its_words(screener: Screener) -> None:
    match = screener.screen(Party("Зельвар Оптика", country="RU"), min_score=0)[0]
    assert match.uid == "one"
    by_word = [(r.ours, r.theirs) for r in match.reasons if r.feature is Feature.NAME]
    assert ("Зельвар", "Зельвар") in by_word or ("Зельвар", "Zelvar") in by_word


def test_the_same_identifier_is_a_match_whatever_the_name(screener: Screener) -> None:
    match = screener.screen(Party("Harmless Bakery", identifier="INN 77 0123 4567"))[0]
    assert (match.uid, match.strength) == ("one", Strength.VERY_LIKELY)
    assert match.reasons[-1].feature is Feature.IDENTIFIER
    assert match.reasons[-1].relation is Relation.SAME
    assert "dentifier is the same" in summary(match.reasons)


def test_other_names_are_screened_too(screener: Screener) -> None:
    found = screener.screen(Party("Harmless Bakery", other_names=("Quandar Trading Group",)))
    assert found[0].uid == "three"


def test_nothing_asked_nothing_found(screener: Screener) -> None:
    assert screener.screen(Party("")) == ()


def test_a_missing_index_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageFault) as fault:
        Screener.load(tmp_path / "nowhere")
    assert fault.value.code == "index-unreadable"


def test_scores_have_words() -> None:
    assert strength_of(0.0) is Strength.UNLIKELY
    assert strength_of(100.0) is Strength.VERY_LIKELY


def best(screener: Screener, name: str) -> float:
    """Return the best score of a name."""
    found = screener.screen(Party(name), min_score=0)
    return found[0].score if found else 0.0


def test_legal_forms_that_no_list_has_are_no_trouble(screener: Screener) -> None:
    assert best(screener, "Zelvar Optika Sirketi AG") > 0
    assert best(screener, "Zelvar Optika GmbH Oyj Tbk") > 0


def test_a_plain_word_more_counts_less_than_a_distinctive_one(screener: Screener) -> None:
    plain, other = (
        best(screener, "Zelvar Optika Consulting"),
        best(screener, "Zelvar Optika Brundo"),
    )
    assert best(screener, "Zelvar Optika") > plain > other


def test_a_number_that_differs_speaks_against(screener: Screener) -> None:
    same, other = best(screener, "Orvandel Meridian 5"), best(screener, "Orvandel Meridian 7")
    assert same > other


def test_what_is_common_is_common_in_a_list_of_one() -> None:
    """Ordinary names say what is rare, however short the user's own list is."""
    rarity = Rarity(1, background())
    assert rarity.weight("michael", 1) < 0.7 * rarity.weight("korvatski", 1)


MENTIONED = [
    ("Zelvar", 1),
    ("ZELVAR Consulting LLC", 1),  # plain words and legal forms beside it tell nothing
    ("Zelvar Brundo", 0),  # two telling words: the name is whole
    ("Michael", 0),  # an ordinary name
    ("Trading", 0),
    ("Brundo", 0),  # no listed name has it
    ("Tavrikon", 4),
    ("Tavrikon Brundo Selvane", 3),  # it begins so many names: perhaps one group
    ("Brundo Tavrikon Selvane", 0),  # it does not begin ours
    ("Tavrikkon Consulting", 4),  # one slip away
    ("Tavrykon Brundo Selvane", 3),
    ("Tavrikno Consulting", 4),  # two letters changed places
    ("Zelvra Consulting", 0),  # six letters, and only one listed party has the word
    ("Zelva Consulting", 0),  # too short to be one slip from anything
    ("Xavrikon Consulting", 0),  # its first letter is another
    ("Tavrikkonn Consulting", 0),  # two slips
]


@pytest.mark.parametrize(("name", "listings"), MENTIONED)
def test_the_telling_word_that_listed_names_hold(
    screener: Screener, name: str, listings: int
) -> None:
    mention = screener.mention(Party(name))
    assert (mention.listings if mention else 0) == listings
    assert mention is None or mention.begins == ("Brundo" in name)
    slipped = mention is not None and mention.word.casefold() not in name.casefold()
    assert mention is None or mention.alike == slipped


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Trading Electronics Quandar", "Trading Quandar"),  # in our order
        ("QUANDAR TRADING LLC", "QUANDAR TRADING"),
        ("Quandar Ticaret", ""),  # it means trading, and is another word
        ("Quandar", ""),
        ("Tavrikon Marine", ""),  # not all that share it have the other
    ],
)
def test_what_few_listed_names_share_besides_the_telling_word(
    screener: Screener, name: str, words: str
) -> None:
    mention = screener.mention(Party(name))
    assert mention is not None
    assert mention.words == words
