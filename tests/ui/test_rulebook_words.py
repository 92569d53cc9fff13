"""Texts of the program's own rulebook that the window shows, in another language."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from exportdesk.core import i18n
from exportdesk.core.cases import Case
from exportdesk.core.citations import of_citation
from exportdesk.core.days import day_written
from exportdesk.core.words import sentence
from exportdesk.diligence.flags_asked import FlagsAsked, Sign, SignsTogether
from exportdesk.rulebook import load_rulebook
from exportdesk.ui.cases.answer_box import choices_of
from exportdesk.ui.cases.steps.looking import Looking
from exportdesk.ui.matches.meaning import MeaningPane
from exportdesk.ui.products.words import ground_words
from exportdesk.ui.settings.policy_card import PolicyCard
from exportdesk.ui.settings.retention_card import RetentionCard
from tests.listed import listing

RULES = load_rulebook()


@pytest.fixture(autouse=True)
def spanish(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv(i18n.OVERRIDE, raising=False)
    i18n.speak("es")
    yield
    i18n.speak("en")


def test_settings_show_what_the_rulebook_says_in_spanish(qtbot: QtBot) -> None:
    policy = PolicyCard([], str, RULES.policy)
    retention = RetentionCard(RULES)
    qtbot.addWidget(policy)
    qtbot.addWidget(retention)
    words = _words(policy) + _words(retention)
    assert "Se pide una certificación del cliente" in words
    assert "Los registros de una exportación se guardan cinco años." in words
    periods = RULES.retention.periods()
    texts = [RULES.policy.certification.text, *(one.note.text for one in periods)]
    texts += [one.counted_from for one in periods]
    assert [one for one in texts if one in words] == []
    day = day_written(date(2023, 9, 28))
    assert f"(Guía del BIS del {day})" in words, "what is cited is told in words too"


def test_a_question_is_asked_in_spanish_and_its_answers_too() -> None:
    question = RULES.questions.get("business_line")
    assert question is not None
    assert i18n.of_rulebook(question.text) == "¿A qué se dedica?"
    assert dict(choices_of(question))["maker"] == "Fabricante"
    assert i18n.of_rulebook("Worded otherwise by another rulebook.") == (
        "Worded otherwise by another rulebook."
    )
    with i18n.english():
        assert i18n.of_rulebook(question.text) == question.text


def test_what_is_cited_is_in_the_words_and_days_of_the_window_and_as_published_on_paper() -> None:
    cited = "BIS guidance of 2024-07-10; 15 CFR 744.21(b)"
    day = day_written(date(2024, 7, 10))
    assert of_citation(cited) == f"Guía del BIS del {day}; 15 CFR 744.21(b)"
    with i18n.english():
        assert of_citation(cited) == cited
    i18n.speak("en")
    assert (
        of_citation(cited) == f"BIS guidance of {day_written(date(2024, 7, 10))}; 15 CFR 744.21(b)"
    )
    assert of_citation("Act of 2024-99-99 {0}") == "Act of 2024-99-99 {0}"


def test_what_to_do_about_a_listed_party_is_said_in_spanish() -> None:
    said = [ground_words(step.note) for step in RULES.next_steps.of("UVL")]
    assert said[0].startswith("Resuelva primero la señal de alerta")


def test_a_sign_is_shown_in_spanish_and_kept_in_the_words_of_the_rulebook(qtbot: QtBot) -> None:
    group = RULES.questions.groups[0]
    code, english = next(iter(group.signs.items()))
    sign = Sign((RULES.red_flags.of(code),), english)
    asked = FlagsAsked((SignsTogether(group.code, group.text, (sign,)),), ())
    looking = Looking(asked, Case("case"), read_only=False)
    qtbot.addWidget(looking)
    looking.fill()
    assert "apenas tiene trayectoria comercial" in _words(looking)
    assert english not in _words(looking)
    kept: list[object] = []
    looking.not_seen.connect(kept.append)
    looking.findChild(QPushButton, f"none-{group.code}").click()
    assert kept == [{code: english}]


def test_each_text_is_translated_as_it_is_read() -> None:
    shown: list[str] = []
    for one in RULES.meanings.values():
        shown += [one.agency, one.what_it_means, one.next_step, one.unverified_note]
    grounds = [*RULES.notes.all(), *(one.note for one in RULES.next_steps.all())]
    rules = RULES.license_rules
    for rule in (*rules.places, *rules.end_uses, *rules.filings, *rules.parties.values()):
        grounds.append(rule.note)
    for place in rules.places:
        shown += [place.name, place.spares]
    for use in rules.end_uses:
        shown += [use.name, use.prompt]
    for held in rules.supplements.values():
        grounds.append(held.note)
        shown += [held.name, held.about, held.missing]
    shown += [text for one in grounds for text in (one.text, one.provenance.unverified_note)]
    for flag in RULES.red_flags.all():
        shown += [flag.text, flag.question, flag.source, flag.provenance.unverified_note]
    for owned in RULES.ownership.rules:
        shown += [owned.name, owned.counts_as, owned.below, owned.unknown, owned.parents]
        shown += [owned.strictest, *owned.limits]
    for switch in RULES.switches.all():
        shown += [period.state.sentence for period in switch.periods]
    for item in RULES.high_priority.all():
        shown += [item.description, item.tier.meaning]
    for question in RULES.review_questions.questions:
        shown += [question.text, question.help, *(each.text for each in question.answers)]
    for country in RULES.countries_rules.all():
        regions = RULES.countries_rules.regions_of(country.code)
        shown += [country.note, *(text for each in regions for text in (each.name, each.note))]
    same = {"Cuba"}
    left = [text for text in shown if text and i18n.of_rulebook(text) == text]
    assert set(left) <= same
    assert len(shown) > 900


def test_a_sentence_says_a_text_of_the_rulebook_in_spanish_and_data_as_it_is() -> None:
    flag = RULES.red_flags.of("KYC-05")
    assert "pagar al contado" in sentence("red-flag", {"text": flag.text})
    held = next(iter(RULES.license_rules.supplements.values()))
    facts = {"rule": "Iraq", "listed": f"{held.name} ({held.about})", "missing": held.missing}
    assert sentence("license-place-supplement", facts).startswith(
        "Irak: no se comprobó si el artículo está en "
        "Supplement No. 2 de la parte 746 (artículos para petróleo y gas). Aquí no se tiene"
    )
    regions = ", ".join(one.name for one in RULES.countries_rules.regions_of("UA"))
    assert "Región de Crimea, en Ucrania, Región de la llamada" in sentence(
        "destination-region-open", {"regions": regions}
    )
    assert "Who owns" not in sentence("ownership-not-told", {"firm": "Iraq"})
    assert "Iraq" in sentence("ownership-not-told", {"firm": "Iraq"})
    with i18n.english():
        assert sentence("red-flag", {"text": flag.text}) == f"Red flag: {flag.text}"


def test_what_a_list_means_is_shown_in_spanish_and_english_alone_is_quoted(qtbot: QtBot) -> None:
    meaning = RULES.meanings["UVL"]
    pane = MeaningPane()
    qtbot.addWidget(pane)
    pane.show_meaning(meaning, listing("us-csl:UVL:1", "Kestrel Bay"), date(2026, 11, 26))
    assert "No es una prohibición, pero sí una advertencia." in _words(pane)
    assert meaning.what_it_means not in _words(pane)
    note = RULES.notes.of("ear99")
    said = ground_words(replace(note, text="NS applies to entire entry: NS Column 1"))
    assert said.startswith(
        "Tal como se publicó, en inglés: «NS applies to entire entry: NS Column 1» 15 CFR"
    )


def _words(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel))
