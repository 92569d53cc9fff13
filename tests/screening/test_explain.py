"""Reasons: how the words met, as a table; and the one sentence."""

from pathlib import Path

import pytest

from exportdesk.core.errors import StorageFault
from exportdesk.core.ids import ListingUid, SourceKey
from exportdesk.core.listings import ListedName, Listing, NameRole
from exportdesk.core.matches import Feature, Match, Relation
from exportdesk.core.parties import Party, PartyKind
from exportdesk.core.progress import Cancelled, Silent
from exportdesk.screening import IndexBuilder, Screener
from exportdesk.screening.summary import summary

ORGANIZATION, PERSON = PartyKind.ORGANIZATION, PartyKind.PERSON
NAME, FORM = Feature.NAME, Feature.LEGAL_FORM

LISTED: tuple[tuple[str, PartyKind, str, tuple[str, ...]], ...] = (
    ("optics", ORGANIZATION, "RU", ("Zelvar Optika International Trading LLC",)),
    ("person", PERSON, "BY", ("KORVATSKI, Andrei Petrovich", "ZUBREN")),
    ("arab", PERSON, "SY", ("Hamid Karim DIBAJI", "Shams al-Din Dibaji")),
    ("glued", ORGANIZATION, "AE", ("Skyparts Aero FZCO", "Karvandtech")),
    ("ship", PartyKind.VESSEL, "IR", ("MORVARID STAR",)),
    ("open", PartyKind.UNKNOWN, "", ("Tarvand Petrokimia",)),
)


@pytest.fixture(scope="module")
def screener(tmp_path_factory: pytest.TempPathFactory) -> Screener:
    folder = tmp_path_factory.mktemp("explain") / "key"
    builder = IndexBuilder()
    for uid, kind, country, names in LISTED:
        builder.add(
            Listing(
                uid=ListingUid(uid),
                source=SourceKey("own:TEST"),
                list="TEST",
                list_name="Test list",
                kind=kind,
                names=tuple(
                    ListedName(name, NameRole.WEAK_ALIAS if name == "ZUBREN" else NameRole.ALIAS)
                    for name in names
                ),
                countries=(country,) if country else (),
            )
        )
    fillers = [
        f"{a}{b} Bureau" for a in ("Lom", "Ker", "Dag", "Tis") for b in ("bar", "vin", "ost")
    ]
    for number, name in enumerate(fillers):
        builder.add(
            Listing(
                uid=ListingUid(f"f{number}"),
                source=SourceKey("own:TEST"),
                list="OTHER",
                list_name="Other",
                kind=ORGANIZATION,
                names=(ListedName(name),),
            )
        )
    builder.finish(folder, Silent())
    return Screener.load(folder)


def best(screener: Screener, party: Party, uid: str) -> Match:
    return next(m for m in screener.screen(party, min_score=0.0) if m.uid == uid)


CASES = [
    ("Zelvar Optika", "optics", (NAME, "Zelvar", "Zelvar", Relation.SAME)),
    ("Zelver Optika", "optics", (NAME, "Zelver", "Zelvar", Relation.SIMILAR)),
    ("Zelvar Optica", "optics", (NAME, "Optica", "Optika", Relation.SOUNDS_ALIKE)),
    ("Зельвар Оптика", "optics", (NAME, "Зельвар", "Zelvar", Relation.OTHER_SCRIPT)),
    ("Zelvar Optika Intl", "optics", (NAME, "Intl", "International", Relation.ABBREVIATION)),
    ("Zelvar Optika Torgovyi", "optics", (NAME, "Torgovyi", "Trading", Relation.SAME_MEANING)),
    ("Zelvar Optika Trade", "optics", (NAME, "Trade", "Trading", Relation.SIMILAR)),
    ("Zelvar Optika Bakery", "optics", (NAME, "Bakery", "", Relation.MISSING)),
    ("Zelvar Trading", "optics", (NAME, "", "Optika", Relation.EXTRA)),
    ("Zelvar Optika Ltd", "optics", (FORM, "Ltd", "LLC", Relation.DIFFERS)),
    ("OOO Zelvar Optika", "optics", (FORM, "OOO", "LLC", Relation.LEGAL_FORM)),
    ("Zelvar Optika L.L.C.", "optics", (FORM, "L.L.C.", "LLC", Relation.LEGAL_FORM)),
    ("Zelvar Optika LLC", "optics", (FORM, "LLC", "LLC", Relation.SAME)),
    ("Zelvar Optika", "optics", (FORM, "", "LLC", Relation.NOT_GIVEN)),
    ("A. Korvatski", "person", (NAME, "A", "Andrei", Relation.ABBREVIATION)),
    ("Kor vatski Andrei", "person", (NAME, "Kor vatski", "KORVATSKI", Relation.SAME)),
    ("Skypartsaero FZCO", "glued", (NAME, "Skypartsaero", "Skyparts", Relation.SAME)),
    ("Karvand Tech", "glued", (NAME, "Karvand Tech", "Karvandtech", Relation.SAME)),
    ("حميد كريم ديباجي", "arab", (NAME, "حميد", "Hamid", Relation.OTHER_SCRIPT)),
    ("شمس الدين ديباجي", "arab", (NAME, "شمس", "Shams", Relation.OTHER_SCRIPT)),
]


@pytest.mark.parametrize(("name", "uid", "expected"), CASES)
def test_how_words_met(
    screener: Screener, name: str, uid: str, expected: tuple[Feature, str, str, Relation]
) -> None:
    reasons = best(screener, Party(name), uid).reasons
    assert expected in [(r.feature, r.ours, r.theirs, r.relation) for r in reasons]


def test_effects_add_up_to_the_score(screener: Screener) -> None:
    party = Party("Zelver Optika Bakery Ltd", kind=ORGANIZATION, country="BR")
    match = best(screener, party, "optics")
    assert sum(r.effect for r in match.reasons) == pytest.approx(match.score, abs=1.0)
    taken = {r.feature: r.effect for r in match.reasons if r.feature is not NAME}
    assert taken[Feature.COUNTRY] <= 0


SENTENCES = [
    (Party("Zelvar Optika", country="RU"), "optics", "2 of 2 distinctive words match"),
    (Party("Zelvar Optika", country="RU"), "optics", "country is the same"),
    (Party("Zelvar Optika", country="BR"), "optics", "country differs"),
    (Party("Zelvar Optika"), "optics", "country not known on one side"),
    (Party("Zelvar Optika Ltd"), "optics", "legal form hardly counts"),
    (Party("Zelvar Optica"), "optics", "spelling differs"),
    (Party("Зельвар Оптика"), "optics", "other script"),
    (Party("Zelvar Trading"), "optics", "listed name also has Optika"),
    (Party("International Trading"), "optics", "nly common words match"),
    (Party("Zelvar Optika", kind=PERSON), "optics", "kind of party differs"),
    (Party("Zelvar Optika", address="1 High Street"), "optics", "no address to compare"),
]


@pytest.mark.parametrize(("party", "uid", "clause"), SENTENCES)
def test_the_sentence(screener: Screener, party: Party, uid: str, clause: str) -> None:
    sentence = summary(best(screener, party, uid).reasons)
    assert clause in sentence
    assert sentence[0] == sentence[0].upper()


def test_a_kind_that_was_not_given_is_not_told_unless_it_matters(screener: Screener) -> None:
    reasons = best(screener, Party("Zelvar Optika Trading"), "optics").reasons
    assert Feature.KIND not in {r.feature for r in reasons}
    told = best(screener, Party("Tarvand Petrokimia", kind=ORGANIZATION), "open").reasons
    assert (Feature.KIND, Relation.NOT_GIVEN) in {(r.feature, r.relation) for r in told}


def test_a_weak_alias_of_a_person_does_not_fire_on_a_company(screener: Screener) -> None:
    company = best(screener, Party("Zubren LLC"), "person").score
    person = best(screener, Party("Zubren", kind=PERSON), "person").score
    assert company < 60 <= person or company < person


def test_a_broken_index_is_told(screener: Screener, tmp_path: Path) -> None:
    builder = IndexBuilder()
    folder = tmp_path / "key"
    builder.finish(folder, Silent())
    assert Screener.load(folder).screen(Party("Zelvar"), min_score=0.0) == ()
    (folder / "weights.npy").write_bytes(b"not an array")
    with pytest.raises(StorageFault, match="index-unreadable"):
        Screener.load(folder)
    (folder / "weights.npy").unlink()
    with pytest.raises(StorageFault, match="index-unreadable"):
        Screener.load(folder)
    (folder / "meta.json").write_text('{"algorithm": "of old"}', encoding="utf-8")
    with pytest.raises(StorageFault, match="of old"):
        Screener.load(folder)


def test_an_index_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    class Stopping(Silent):
        def step(self, done: int, total: int | None = None) -> None:
            if done == 3:
                raise Cancelled

    builder = IndexBuilder()
    with pytest.raises(Cancelled):
        builder.finish(tmp_path / "key", Stopping())
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(StorageFault, match="index-unwritable"):
        builder.finish(tmp_path / "file" / "key", Silent())


def test_an_index_can_be_built_again_in_its_place(tmp_path: Path) -> None:
    for _ in range(2):
        IndexBuilder().finish(tmp_path / "key", Silent())
    screener = Screener.load(tmp_path / "key")
    screener.close()
    screener.close()
