"""Texts of the program's own rulebook that the window shows, in another language."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from exportdesk.core import i18n
from exportdesk.core.cases import Case
from exportdesk.diligence.flags_asked import FlagsAsked, Sign, SignsTogether
from exportdesk.rulebook import load_rulebook
from exportdesk.ui.cases.answer_box import choices_of
from exportdesk.ui.cases.steps.looking import Looking
from exportdesk.ui.products.words import ground_words
from exportdesk.ui.settings.policy_card import PolicyCard
from exportdesk.ui.settings.retention_card import RetentionCard

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


def _words(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel))
