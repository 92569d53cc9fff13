"""The parts of the Screen page by themselves: words, the listing in full, odd and long content."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from exportdesk.core.clock import today
from exportdesk.core.company import Theme
from exportdesk.core.ids import ListingUid, SourceKey
from exportdesk.core.listings import Address, Identifier, ListedName, Listing, NameRole
from exportdesk.core.matches import Feature, Match, Reason, Relation, Strength
from exportdesk.core.parties import Party, PartyKind, Role
from exportdesk.core.screenings import PartyResult, SeenMatch, Verdict
from exportdesk.ui.matches import words
from exportdesk.ui.matches.facts import PublishedText
from exportdesk.ui.matches.listing_text import as_text, listing_pairs, other_fields, record_text
from exportdesk.ui.matches.verdict_buttons import offer_same
from exportdesk.ui.matches.why_grid import WhyGrid
from exportdesk.ui.screen.draft import ScreeningDraft
from exportdesk.ui.screen.page import ScreenPage
from exportdesk.ui.screen.party_draft import Answer, question, worst
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Appearance
from exportdesk.wiring import Desk
from tests.ui.render import colours_of, render
from tests.ui.screen.conftest import shown

LONG = "Federal State Unitary Enterprise " + "of Very Long Titles " * 17 + "X" * 8


def listing(uid: str = "us-csl:EL:1", *, aliases: int = 2, **changes: object) -> Listing:
    names = [ListedName("Severnyi Impuls LLC", NameRole.PRIMARY)]
    names += [ListedName(f"ООО «Северный импульс {n}»") for n in range(aliases)]
    values: dict[str, object] = {
        "uid": ListingUid(uid),
        "source": SourceKey("us-csl"),
        "list": "EL",
        "list_name": "Entity List (EL) - Bureau of Industry and Security",
        "kind": PartyKind.ORGANIZATION,
        "names": tuple(names),
        "addresses": (Address("Zavodskaya 12/4, Moscow, RU", country="RU"),),
        "identifiers": (Identifier("Tax ID No.", "9900417725", "RU"),),
        "countries": ("RU", "AM"),
        "start_date": "2022-03-03",
        "requirement": "For all items subject to the EAR.",
        "record": {"name": "Severnyi Impuls LLC", "new_field": ["a", {"b": 1}], "empty": None},
    }
    return Listing(**{**values, **changes})  # type: ignore[arg-type] # fields by name


def seen(shown: Listing, *, matched: str = "", score: float = 97.0) -> SeenMatch:
    reasons = (
        Reason(Feature.NAME, "Severny", "Severnyi", Relation.SIMILAR, 60),
        Reason(Feature.NAME, "Impuls", "", Relation.MISSING, -12),
        Reason(Feature.NAME, "", "LLC", Relation.EXTRA, -1),
        Reason(Feature.COUNTRY, "RU", "RU, AM", Relation.SAME, 3),
        Reason(Feature.KIND, "person", "organization", Relation.DIFFERS, -3),
        Reason(Feature.ADDRESS, "", "Zavodskaya 12/4", Relation.NOT_GIVEN),
    )
    match = Match(
        shown.uid, shown.source, shown.list, shown.kind, shown.name, matched or shown.name,
        shown.countries, score, Strength.VERY_LIKELY, reasons,
    )  # fmt: skip
    return SeenMatch(match, shown)


def test_every_choice_has_its_words() -> None:
    assert all(words.strength(value)[0] for value in Strength)
    assert all(words.verdict(value)[0] and words.short_verdict(value) for value in Verdict)
    assert all(words.relation(value)[0] for value in Relation)
    assert all(words.kind(value) for value in PartyKind)


def test_days_are_read_and_other_texts_left_alone() -> None:
    assert words.day("2022-03-03") == "3 Mar 2022"
    assert words.day("circa 1960") == "circa 1960"
    assert words.day("2022-13-40") == "2022-13-40"


def test_short_titles() -> None:
    assert words.short_title("Entity List", "EL") == "Entity List"
    assert words.short_title("Denied Persons List", "DPL") == "Denied Persons"
    assert words.short_title("Specially Designated Nationals", "SDN") == "SDN"
    told = words.whole_title("Specially Designated Nationals", "SDN")
    assert told == "SDN – Specially Designated Nationals", "the letters are met again beside it"
    assert words.whole_title("Entity List", "EL") == "Entity List"


def test_an_alias_is_named_and_an_address_is_not_called_one() -> None:
    alias = listing().names[1].text
    assert words.short_why(seen(listing(), matched=alias)) == f"alias: {alias}"
    assert words.why(seen(listing(), matched=alias)).startswith(f"Against the alias “{alias}”: ")
    assert not words.short_why(seen(listing(), matched="Zavodskaya 12/4")).startswith("alias")


def test_a_listing_that_gives_only_a_town_is_not_said_to_give_no_address(qtbot: QtBot) -> None:
    grid = WhyGrid(str)
    qtbot.addWidget(grid)
    address = Reason(Feature.ADDRESS, "Weg 3, Ulm", "", Relation.NOT_GIVEN)
    match = seen(listing()).match
    grid.show_reasons(replace(match, reasons=(address,)), PartyKind.UNKNOWN)
    assert "no street address given" in {one.text() for one in grid.findChildren(QLabel)}
    kind = replace(match, reasons=(Reason(Feature.KIND, "person", "", Relation.NOT_GIVEN),))
    grid.show_reasons(kind, PartyKind.PERSON)
    assert {"not given", "Person"} <= {one.text() for one in grid.findChildren(QLabel)}
    grid.show_reasons(kind, PartyKind.UNKNOWN)  # nobody entered it
    assert "Person (by its name)" in {one.text() for one in grid.findChildren(QLabel)}


def test_the_points_are_said_to_be_of_the_score_only_where_they_add_up_to_it(qtbot: QtBot) -> None:
    grid = WhyGrid(str)
    qtbot.addWidget(grid)
    match = replace(seen(listing()).match, score=96.0)

    def said(*effects: tuple[Feature, float]) -> str:
        reasons = tuple(Reason(one, "RU", "RU", Relation.SAME, of) for one, of in effects)
        grid.show_reasons(replace(match, reasons=reasons), PartyKind.UNKNOWN)
        return grid._made_of.text()

    adds_up, beside = "The points add up to the score", "What is beside the name"
    assert beside not in said((Feature.NAME, 96.0))
    together = said((Feature.NAME, 20.0), (Feature.COUNTRY, 76.0))
    assert adds_up in together
    assert beside in together
    assert adds_up not in said((Feature.NAME, 20.0), (Feature.IDENTIFIER, 10.0))
    assert said() == ""


def test_the_verdict_that_it_is_the_same_says_what_follows_wherever_it_stands(
    desk: Desk, qtbot: QtBot
) -> None:
    meaning, made = desk.meaning_of(listing()), QPushButton()
    qtbot.addWidget(made)
    offer_same(made, meaning, history=False, letter="S")
    assert (made.text(), made.property("kind")) == ("S  Same party: hold…", "danger")
    offer_same(made, meaning, history=False, key="Ctrl+Shift+S")
    assert made.text() == "Same party: hold…"
    assert made.toolTip() == f"{made.accessibleDescription()}\nCtrl+Shift+S"
    offer_same(made, meaning, history=True)
    assert (made.text(), made.property("kind"), made.toolTip()) == ("Same party…", "", "")


def test_nothing_the_publisher_said_is_left_out(desk: Desk) -> None:
    name_of = desk.rulebook.countries.country_name
    pairs = dict(listing_pairs(listing(), name_of))
    assert pairs["Names"].splitlines()[0] == "Severnyi Impuls LLC (primary name)"
    assert pairs["Identifiers"] == "Tax ID No.: 9900417725 (Russia)"
    assert pairs["New field"] == "a; b: 1"
    assert "Empty" not in pairs
    assert '"empty": null' in record_text(listing().record)
    assert "New field: a; b: 1" in as_text("X", pairs.items())


def test_raw_names_of_fields_are_words_and_codes_stand_last() -> None:
    record = {
        "id": "8fbe44",
        "source_information_url": "x",
        "addressRemark": "y",
        "vessel_flag": "z",
    }
    shown = replace(listing(), record=record)
    labels = [name for name, _text in listing_pairs(shown, str)]
    assert {"About the list", "Address remark", "Flag"} <= set(labels)
    assert labels[-2:] == ["Publisher's code", "Code in ExportDesk"]


def test_each_field_of_the_demos_list_is_shown(desk: Desk) -> None:
    """Every text in the publisher's record stands somewhere in what is shown."""
    name_of = desk.rulebook.countries.country_name
    for one in desk.lists_db().current_listings():
        said = "\n".join(
            [one.name, one.requirement, one.policy, *(t for _l, t in listing_pairs(one, name_of))]
        )
        rest = [*other_fields(one.record), *other_fields(one.record, codes=True)]
        for _key, text in rest:
            assert text in said


def test_long_words_wrap_and_are_copied_whole(qtbot: QtBot) -> None:
    label = PublishedText()
    qtbot.addWidget(label)
    url = "https://lists.example/" + "a" * 200
    label.say(url)
    assert label.minimumSizeHint().width() < 300
    label.copy()
    assert QGuiApplication.clipboard().text() == url
    label.setSelection(0, 30)
    qtbot.keyClick(label, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == url[:29]


def answered(draft: ScreeningDraft, *found: SeenMatch) -> None:
    party = draft.current
    asked = question(party.party)
    party.answer = Answer(party.key, asked, PartyResult(asked, found))


def test_a_draft_counts_and_goes_on(desk: Desk) -> None:
    draft = ScreeningDraft.of([Party("Severny")])
    one, two = seen(listing("a")), seen(listing("b"))
    answered(draft, one, two)
    party = draft.current
    assert (draft.undecided, draft.unsaved_decisions, worst(party)) == (2, 0, None)
    party.decide(one, desk.screenings.decision(Verdict.NOT_SAME, "Different country"))
    assert party.next_undecided(one.match.uid) == two.match.uid
    party.decide(two, desk.screenings.decision(Verdict.SAME, "Same identifier"))
    assert party.next_undecided(two.match.uid) is None
    assert (draft.undecided, draft.unsaved_decisions) == (0, 2)
    assert worst(party) is Verdict.SAME
    # The role is no part of what was decided; the listing is.
    party.party = Party("Severny", role=Role.BANK)
    assert party.is_answered
    assert draft.undecided == 0
    answered(draft, one, seen(listing("b", requirement="Another one")))
    assert draft.undecided == 1
    assert party.earlier(two) is not None


@pytest.mark.parametrize(("theme", "scale"), [(Theme.LIGHT, 1.0), (Theme.DARK, 2.0)])
def test_long_names_and_many_aliases_fit(
    theme: Theme, scale: float, desk: Desk, shell: Shell, appearance: Appearance, qtbot: QtBot
) -> None:
    pages: list[ScreenPage] = []

    def make() -> ScreenPage:
        page = ScreenPage(desk, shell)
        qtbot.addWidget(page, before_close_func=ScreenPage.close_page)
        page.arrive([Party(LONG, address=LONG, other_names=(LONG,)), Party("شركة فجر الصحراء")])
        many = listing(aliases=95, names=(ListedName(LONG), *listing(aliases=95).names))
        found = [seen(many), *(seen(listing(f"x{n}")) for n in range(49))]
        page.session.choose(page.session.draft.parties[0].key)
        answered(page.session.draft, *found)
        page.session.answered.emit()
        pages.append(page)
        return page

    size = QSize(round(1068 * scale), round(800 * scale))
    picture = render(make, appearance, theme, scale, size)
    assert picture.size() == size, "the page asks for more room than there is"
    assert len(colours_of(picture)) > 20
    page = pages[0]
    inner = page.detail.area.widget()
    assert inner.width() <= page.detail.area.viewport().width()
    assert "The 50 strongest possible matches" in page.matches.title.text()


def test_fifty_matches_are_shown_again_with_the_same_widgets(
    desk: Desk, shell: Shell, qtbot: QtBot
) -> None:
    page = shown(ScreenPage(desk, shell), qtbot)
    page.arrive([Party("Severny")])
    found = [seen(listing(f"x{n}", aliases=95)) for n in range(50)]
    answered(page.session.draft, *found)
    counts = set()
    for _again in range(5):
        page.session.answered.emit()
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        counts.add(len(page.findChildren(QWidget)))
    # Nothing is left behind from before, and not every match has widgets of its own.
    assert len(counts) == 1
    assert counts.pop() < 400
    page.detail.show_match(Party("Severny"), found[1], today(desk.clock))
    assert page.detail.findChildren(QLabel)


def test_further_countries_are_counted_in_words() -> None:
    assert words.countries(("CN",), str.lower) == "cn"
    assert words.countries(("CN", "HK", "RU"), str.lower) == "cn and 2 more"
