"""What must hold for every name: how it is written never hides a strong match."""

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exportdesk.core.ids import ListingUid, SourceKey
from exportdesk.core.listings import ListedName, Listing
from exportdesk.core.parties import Party, PartyKind
from exportdesk.core.progress import Silent
from exportdesk.screening import DEFAULT_THRESHOLD, IndexBuilder, Screener

PEOPLE = (
    "Dragunov Timofei Zakharovich",
    "Yarmolenko Ostap Bogdanovich",
    "Karim Nasser Dibaji",
    "Malik Jawad Tarzi",
    "Benito Salgado Ferreyra",
    "Ludmila Borisova Kirchenko",
)
COMPANIES = (
    ("Zelvar Optika Pribor", "llc"),
    ("Kronstal Metallurg Ural", "jsc"),
    ("Vostokmash Energo", "llc"),
    ("Tarvand Petrokimia", "ltd"),
    ("Fenghua Skylark Electronics", "ltd"),
    ("Quandar Marine Bunker", "llc"),
)
FORMS = {
    "llc": ("LLC", "L.L.C.", "OOO", "ООО", "Limited Liability Company", "llc."),
    "jsc": ("JSC", "AO", "OJSC", "Joint Stock Company", "АО", "Open Joint-Stock Company"),
    "ltd": ("Ltd", "Limited", "Co., Ltd.", "Company Limited", "LTD.", "Corp."),
}
CYRILLIC = (
    ("shch", "щ"), ("kh", "х"), ("zh", "ж"), ("ch", "ч"), ("sh", "ш"), ("ya", "я"), ("yu", "ю"),
    ("ts", "ц"), ("j", "дж"),
    *zip("abvgdeziklmnoprstufyqwxhc", "абвгдезиклмнопрстуфыквкхц", strict=True),
)  # fmt: skip
NAMES = (*PEOPLE, *(f"{name} {FORMS[form][0]}" for name, form in COMPANIES))
any_name = st.integers(0, len(NAMES) - 1)
countries = st.sampled_from(["", "RU", "CN", "US", "AE", "BR"])
kinds = st.sampled_from([PartyKind.UNKNOWN, PartyKind.PERSON, PartyKind.ORGANIZATION])
quickly = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def filler() -> list[str]:
    """Return made-up names that only make the words of the others neither rare nor common."""
    draw = random.Random(11)
    parts = [
        "ba",
        "ko",
        "li",
        "mu",
        "ne",
        "ro",
        "sa",
        "ti",
        "vu",
        "za",
        "pre",
        "gran",
        "dor",
        "mel",
    ]
    return [
        " ".join("".join(draw.choices(parts, k=3)) for _ in range(3)).title() for _ in range(3000)
    ]


@pytest.fixture(scope="module")
def screener(tmp_path_factory: pytest.TempPathFactory) -> Screener:
    folder = tmp_path_factory.mktemp("properties") / "key"
    builder = IndexBuilder()
    for number, name in enumerate([*NAMES, *filler()]):
        builder.add(
            Listing(
                uid=ListingUid(str(number)),
                source=SourceKey("own:TEST"),
                list="TEST",
                list_name="Test list",
                kind=PartyKind.PERSON if number < len(PEOPLE) else PartyKind.ORGANIZATION,
                names=(ListedName(name),),
                countries=("RU",),
            )
        )
    builder.finish(folder, Silent())
    return Screener.load(folder)


def score(screener: Screener, party: Party, uid: int) -> float:
    """Return the score of one listing, 0 when it is not found."""
    return dict(screener.rank(party, min_score=0.0)).get(ListingUid(str(uid)), 0.0)


@given(any_name, st.randoms(use_true_random=False))
@quickly
def test_the_order_of_words_hides_nothing(
    screener: Screener, number: int, draw: random.Random
) -> None:
    words = NAMES[number].split()
    draw.shuffle(words)
    assert score(screener, Party(" ".join(words)), number) >= DEFAULT_THRESHOLD


@given(any_name, st.sampled_from([str.upper, str.lower, str.title, str.swapcase]))
@quickly
def test_case_hides_nothing(screener: Screener, number: int, change: object) -> None:
    assert callable(change)
    assert score(screener, Party(change(NAMES[number])), number) >= DEFAULT_THRESHOLD


@given(any_name, st.text(alphabet=",.;:!?\"'()-/*«»„ \u00a0\t", max_size=4))
@quickly
def test_punctuation_hides_nothing(screener: Screener, number: int, marks: str) -> None:
    name = f"{marks}{NAMES[number].replace(' ', f'{marks} ')}{marks}"
    assert score(screener, Party(name), number) >= DEFAULT_THRESHOLD


@given(st.integers(0, len(COMPANIES) - 1), st.integers(0, 5), st.booleans())
@quickly
def test_the_spelling_of_the_legal_form_hides_nothing(
    screener: Screener, number: int, spelling: int, first: bool
) -> None:
    name, form = COMPANIES[number]
    legal = FORMS[form][spelling]
    written = f"{legal} {name}" if first else f"{name} {legal}"
    assert score(screener, Party(written), len(PEOPLE) + number) >= DEFAULT_THRESHOLD


@given(any_name)
@quickly
def test_cyrillic_hides_nothing(screener: Screener, number: int) -> None:
    name = (PEOPLE + tuple(company for company, _ in COMPANIES))[number].lower()
    for latin, letter in CYRILLIC:
        name = name.replace(latin, letter)
    assert score(screener, Party(name.title()), number) >= DEFAULT_THRESHOLD


@given(any_name, st.integers(0, 200), st.sampled_from(["less", "more", "other", "turned"]))
@quickly
def test_one_slip_in_a_long_word_hides_nothing(
    screener: Screener, number: int, place: int, slip: str
) -> None:
    words = NAMES[number].split()
    longest = max(words, key=len)
    at = 1 + place % (len(longest) - 2)
    head, tail = longest[:at], longest[at:]
    slipped = {
        "less": head + tail[1:],
        "more": head + "e" + tail,
        "other": head + "o" + tail[1:],
        "turned": head + tail[1] + tail[0] + tail[2:],
    }[slip]
    name = " ".join(slipped if word == longest else word for word in words)
    assert score(screener, Party(name), number) >= DEFAULT_THRESHOLD


@given(
    st.integers(len(PEOPLE), len(NAMES) - 1),
    st.sampled_from(["Branch", "Head Office", "(Department)", "- Filial"]),
)
@quickly
def test_a_part_of_a_company_hides_nothing(screener: Screener, number: int, part: str) -> None:
    assert score(screener, Party(f"{NAMES[number]} {part}"), number) >= DEFAULT_THRESHOLD


@given(any_name, kinds, countries)
@quickly
def test_evidence_against_never_raises_a_score(
    screener: Screener, number: int, kind: PartyKind, country: str
) -> None:
    name = NAMES[number]
    bare = score(screener, Party(name), number)
    listed_kind = PartyKind.PERSON if number < len(PEOPLE) else PartyKind.ORGANIZATION
    if kind not in (PartyKind.UNKNOWN, listed_kind):
        assert score(screener, Party(name, kind=kind), number) <= bare
    same = score(screener, Party(name, kind=kind, country="RU"), number)
    without = score(screener, Party(name, kind=kind), number)
    other = score(screener, Party(name, kind=kind, country=country or "BR"), number)
    assert same >= without
    assert other <= without or country == "RU"
    elsewhere = Party(name, kind=kind, country=country, address="12 Nowhere Street, Springfield")
    assert score(screener, elsewhere, number) <= score(
        screener, Party(name, kind=kind, country=country), number
    )


@given(any_name, kinds, countries)
@quickly
def test_the_same_question_has_the_same_answer(
    screener: Screener, number: int, kind: PartyKind, country: str
) -> None:
    party = Party(NAMES[number], kind=kind, country=country)
    first = screener.screen(party, min_score=0.0)
    assert screener.screen(party, min_score=0.0) == first
    assert [(m.uid, m.score) for m in first] == list(screener.rank(party, min_score=0.0))
    assert list(first) == sorted(first, key=lambda m: (-m.score, m.uid))


@given(st.text(max_size=40))
@quickly
def test_any_text_is_an_answer(screener: Screener, text: str) -> None:
    for match in screener.screen(Party(text, address=text, identifier=text), min_score=0.0):
        assert 0.0 <= match.score <= 100.0


def test_the_order_listings_came_in_does_not_matter(tmp_path: Path) -> None:
    answers = []
    for turn in (1, -1):
        builder = IndexBuilder()
        for number, name in list(enumerate(NAMES))[::turn]:
            builder.add(
                Listing(
                    uid=ListingUid(str(number)),
                    source=SourceKey("own:TEST"),
                    list="TEST",
                    list_name="Test list",
                    kind=PartyKind.UNKNOWN,
                    names=(ListedName(name),),
                )
            )
        builder.finish(tmp_path / str(turn), Silent())
        screener = Screener.load(tmp_path / str(turn))
        answers.append([screener.rank(Party(name), min_score=0.0) for name in NAMES])
    assert answers[0] == answers[1]
