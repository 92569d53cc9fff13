"""Changed names: each change is what it says, and the same everywhere."""

import pytest

from exportdesk.core.measurements import Variation
from exportdesk.core.parties import PartyKind
from exportdesk.operations.demo import demo_list_file
from exportdesk.screening.mutations import varied
from exportdesk.screening.renderings import bare, in_cyrillic, in_greek, is_plain_latin
from tests.screening.demo_index import listings_of

PERSON, COMPANY = PartyKind.PERSON, PartyKind.ORGANIZATION
V = Variation


@pytest.mark.parametrize(
    ("name", "kind", "variation", "changed"),
    [
        ("Zelvar Optika LLC", COMPANY, V.PUBLISHED, "Zelvar Optika LLC"),
        ("ZELVAR OPTIKA", COMPANY, V.CASE, "Zelvar Optika"),
        ("Müller Çelik A.Ş.", COMPANY, V.MARKS, "Muller Celik A.S."),
        ("KORVATSKI, Andrei Petrovich", PERSON, V.ORDER, "Andrei Petrovich KORVATSKI"),
        ("Zelvar Optika LLC", COMPANY, V.ORDER, "Optika Zelvar LLC"),
        ("Zelvar", COMPANY, V.ORDER, ""),
        ("Limited Liability Company Zelvar Optika", COMPANY, V.ORDER,
         "Limited Liability Company Optika Zelvar"),
        ("Zelvar Optika", COMPANY, V.GLUED, "ZelvarOptika"),
        ("Zelvar Ay", COMPANY, V.GLUED, ""),
        ("Abc Def", COMPANY, V.SPLIT, ""),
        ("Zelvar Optika, LLC", COMPANY, V.LEGAL_FORM_DROPPED, "Zelvar Optika"),
        ("Joint Stock Company Zelvar", COMPANY, V.LEGAL_FORM_DROPPED, "Zelvar"),
        ("Zelvar Optika", COMPANY, V.LEGAL_FORM_DROPPED, ""),
        ("Zelvar Optika", COMPANY, V.LEGAL_FORM_WRITTEN, ""),
        ("Zelvar Optika", COMPANY, V.MISSING_WORD, ""),
        ("Shcherbakov Evgeny LLC", COMPANY, V.CYRILLIC, "Щербаков Эвгени"),
        ("Krymskaya Energiya", COMPANY, V.CYRILLIC, "Кримская Энергия"),
        ("Dimitris Papas", PERSON, V.GREEK, "Ντιμιτρις Παπας"),
        ("北京航空航天大学", COMPANY, V.CASE, ""),
        ("北京航空航天大学", COMPANY, V.CYRILLIC, ""),
        ("北京航空航天大学", COMPANY, V.WRONG_LETTER, ""),
        ("LLC", COMPANY, V.LEGAL_FORM_DROPPED, ""),
    ],
)  # fmt: skip
def test_a_change(name: str, kind: PartyKind, variation: Variation, changed: str) -> None:
    assert varied(name, kind, variation) == changed


def test_a_slip_is_one_slip() -> None:
    name = "Quandar Trading LLC"
    swapped = varied(name, COMPANY, V.SWAPPED_LETTERS)
    assert sorted(swapped) == sorted(name)
    assert sum(a != b for a, b in zip(name, swapped, strict=True)) == 2
    assert len(varied(name, COMPANY, V.DROPPED_LETTER)) == len(name) - 1
    assert len(varied(name, COMPANY, V.ADDED_LETTER)) == len(name) + 1
    wrong = varied(name, COMPANY, V.WRONG_LETTER)
    assert sum(a != b for a, b in zip(name, wrong, strict=True)) == 1
    assert all(one.endswith(" LLC") for one in (swapped, wrong))


def test_words_come_and_go() -> None:
    name = "Northern Quandar Trading LLC"
    split = varied(name, COMPANY, V.SPLIT)
    assert split.replace(" ", "") == name.replace(" ", "")
    assert len(split.split()) == 5
    assert len(varied(name, COMPANY, V.EXTRA_WORD).split()) == 5
    shorter = varied(name, COMPANY, V.MISSING_WORD).split()
    assert len(shorter) == 3
    assert "Northern" in shorter, "the longest word stays"
    written = varied(name, COMPANY, V.LEGAL_FORM_WRITTEN)
    assert written.startswith("Northern Quandar Trading ")
    assert written != name


def test_every_change_of_a_listed_name_is_one_and_comes_out_the_same() -> None:
    counts = dict.fromkeys(Variation, 0)
    for listing in listings_of(demo_list_file()):
        for name in listing.names:
            for variation in Variation:
                changed = varied(name.text, listing.kind, variation)
                assert changed == varied(name.text, listing.kind, variation)
                if changed:
                    counts[variation] += 1
                    assert (changed == name.text) == (variation is V.PUBLISHED)
                    assert changed == " ".join(changed.split()) or variation is V.PUBLISHED
    assert min(counts.values()) > 20, counts


def test_renderings_leave_no_latin_letter() -> None:
    whole = "abcdefghijklmnopqrstuvwxyz schwarz tchaikovsky quay joey phoenix"
    for render in (in_cyrillic, in_greek):
        assert not any("a" <= char <= "z" for char in render(whole))
    assert bare("Łódź Ğüneş") == "Łodz Gunes"
    assert is_plain_latin("Ğüneş & Co.")
    assert not is_plain_latin("Москва")
