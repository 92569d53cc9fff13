"""Screening: everybody of the case with its matches, to be decided in place."""

from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.cases import PartyAnswer
from exportdesk.core.i18n import _
from exportdesk.core.parties import PartyKind
from exportdesk.core.standing import MatchState
from exportdesk.core.words.choices import word
from exportdesk.diligence.case_facts import PartyFacts, PartyMatch, ScreeningState
from exportdesk.diligence.case_findings import meaning_ground
from exportdesk.ui.cases.match_sheet import MatchSheet
from exportdesk.ui.cases.steps.body import Panel, StepBody, link
from exportdesk.ui.dates import day_text
from exportdesk.ui.products.words import ground_words
from exportdesk.ui.standing_words import consequence_words, match_chip
from exportdesk.ui.theme import Tone, px
from exportdesk.ui.widgets import Chip, button, label, selectable

_STATES = {
    ScreeningState.CURRENT: Tone.GREEN,
    ScreeningState.STALE: Tone.AMBER,
    ScreeningState.NOT_SCREENED: Tone.AMBER,
}


def screening_words(state: ScreeningState) -> str:
    """Return whether a party was screened, in words."""
    return {
        ScreeningState.CURRENT: _("Screened"),
        ScreeningState.STALE: _("Changed since"),
        ScreeningState.NOT_SCREENED: _("Not screened"),
    }[state]


class ScreeningStep(StepBody):
    """Everybody who takes part, and their owners."""

    @override
    def fill(self) -> None:
        facts = self.view.facts
        if facts.lists:
            names = ", ".join(one.name for one in facts.lists)
            self.filled(
                _("Done by itself: names, addresses and owners, against {lists}.").format(
                    lists=names
                )
            )
        else:
            self.say(
                _("No control list is imported yet, so nobody can be screened."), tone=Tone.AMBER
            )
            self.row(link(_("Get the lists"), lambda: self.shell.window.go("lists")), None)
        for party in facts.parties:
            self.add(self._party(party))
        if not facts.parties:
            self.say(_("Nobody is named in the case yet."), "quiet")
        elif not self.desk.read_only and facts.lists:
            self.row(button(_("Screen &now"), self.session.screen, glyph="refresh"), None)
        self.add_questions()

    def _party(self, party: PartyFacts) -> QWidget:
        panel = Panel(party.name or _("No name"))
        state = party.screening
        words = screening_words(state)
        if state is ScreeningState.CURRENT and not party.matches:
            words = _("No match")
        tone = _STATES[state]
        if party.matches and state is ScreeningState.CURRENT:
            tone = Tone.GREY  # what was found is said below
        panel.head.addWidget(Chip(words, tone))
        roles = ", ".join(word(one) for one in party.roles)
        if party.of:
            owned = self.view.facts.party(party.of)
            roles = _("Owner of {name}").format(name=owned.name if owned else "")
        country = ", ".join(self.view.facts.spoken_country(one) for one in party.profile.countries)
        on = (
            _("screened {day}").format(day=day_text(party.screened_on)) if party.screened_on else ""
        )
        panel.say("  ·  ".join(part for part in (roles, country, on) if part), "caption")
        for match in party.matches:
            panel.column.addLayout(self._match(party, match))
            if match.state is MatchState.SAME:
                panel.say(ground_words(meaning_ground(match.meaning)), "caption")
        return panel

    def _match(self, party: PartyFacts, match: PartyMatch) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(px(8))
        words, tone = match_chip(match.state)
        if match.state is MatchState.SAME:
            words, tone = consequence_words(match.meaning.consequence), Tone.RED
        name = match.name or _("an address without a name")
        if match.kind is PartyKind.ADDRESS:
            name = _("listed address: {name}").format(name=name)
        title = self.desk.list_title(match.list)
        said = _("{name}, {list}").format(name=name, list=title)
        line.addWidget(selectable(label(said, wrap=True)), 1)
        line.addWidget(Chip(words, tone))
        if match.has_ended:
            line.addWidget(Chip(_("Ended"), Tone.GREY))
        words = _("Decide…") if match.state.is_undecided and not self.read_only else _("Look…")
        line.addWidget(
            link(
                words,
                lambda: self.decide(party, match),
                f"match-{party.id}-{match.uid}",
                about=said,
            )
        )
        return line

    def decide(self, party: PartyFacts, match: PartyMatch) -> None:
        """Show a match whole, to be decided on; that of a typed party belongs to a kept case."""
        window, desk, shell, session = self.window(), self.desk, self.shell, self.session

        def show() -> None:
            if session.case is not None:
                sheet = MatchSheet(window, desk, shell, session.case, party, match.uid)
                sheet.decided.connect(session.told)
                sheet.show_match()

        named = (one for one in self.view.case.parties if one.party == party.id)
        if any(one.answer is PartyAnswer.TYPED for one in named):
            session.keep_first(show)
        else:
            show()
