"""The possible matches of one party, strongest first; or why there are none to see."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from exportdesk.core.errors import ExportDeskError
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.screenings import SeenMatch, Verdict
from exportdesk.core.words import say
from exportdesk.core.words.mentioned import mentioned
from exportdesk.ui.jobs import Step
from exportdesk.ui.rates import strength_said
from exportdesk.ui.screen import words
from exportdesk.ui.screen.draft import Answer, PartyDraft
from exportdesk.ui.theme import Tone
from exportdesk.ui.widgets import (
    Card,
    Column,
    EmptyState,
    StateStack,
    TableModel,
    TableView,
)

_SLOW_MS = 300
MOST = 50  # as many as are asked for
_VERDICT_KEYS = {
    Qt.Key.Key_N: Verdict.NOT_SAME,
    Qt.Key.Key_R: Verdict.RESEARCH,
    Qt.Key.Key_S: Verdict.SAME,
}


class MatchTable(TableView[SeenMatch]):
    """The table; N, R and S ask for a decision on the chosen row."""

    asked = Signal(object)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        verdict = _VERDICT_KEYS.get(Qt.Key(event.key())) if plain else None
        if verdict is not None and self.current is not None:
            self.asked.emit(verdict)
        else:
            super().keyPressEvent(event)

    @override
    def keyboardSearch(self, search: str) -> None:
        """Do nothing: letters are for decisions here."""


class MatchList(Card):
    """Shows the newest answer.

    `shown` tells the match in view, or None; `chosen` that the person picked it.
    """

    shown = Signal(object)
    chosen = Signal(object)
    asked = Signal(object)

    def __init__(
        self,
        *,
        list_title: Callable[[str], str],
        country_name: Callable[[str], str],
        settings: QSettings,
        to_lists: Callable[[], object],
    ) -> None:
        """`to_lists` goes to the page where lists are taken in."""
        super().__init__(_("Possible matches"), flush=True)
        self._model = TableModel(
            columns(list_title, country_name), identity=lambda seen: seen.match.uid
        )
        self.table = MatchTable(
            self._model, _("Possible matches"), settings=settings, key="screen-matches"
        )
        self.table.chosen.connect(self._pass_on)
        self.table.asked.connect(self.asked)
        self._idle = EmptyState("magnify", "", "")
        self._none = EmptyState("check-circle-outline", "", "")
        self._no_lists = EmptyState(
            "database-off-outline",
            _("No control list yet"),
            _(
                "Nothing can be screened without a list. Import the Consolidated Screening List "
                "from a file; it stays on this computer."
            ),
            action=_("Go to Control lists"),
            call=to_lists,
        )
        self._stack = StateStack(self.table, self._idle)
        self._stack.addWidget(self._none)
        self._stack.addWidget(self._no_lists)
        self.body.addWidget(self._stack)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_SLOW_MS)
        self._slow.timeout.connect(self._say_slow)

    def show_asked(self) -> None:
        """Show that the first answer is on its way; say so if it takes its time."""
        if not self._slow.isActive():
            self._slow.start()

    def show_idle(self) -> None:
        """Show that nothing was asked yet."""
        self._head(_("Possible matches"))
        self._idle.say(
            _("Type a name to begin"),
            _("Possible matches appear here while you type."),
        )
        self._clear(self._idle)

    def show_loading(self) -> None:
        """Show that the lists are being got ready."""
        self._head(_("Possible matches"))
        self._clear()
        self._stack.show_loading(_("Getting lists ready…"))

    def step(self, step: Step) -> None:
        """Show how far the lists are."""
        self._stack.progress.step(step)

    def show_no_lists(self) -> None:
        """Show that there is nothing to screen against."""
        self._head(_("Possible matches"))
        self._clear(self._no_lists)

    def show_failure(self, trouble: ExportDeskError, again: Callable[[], object]) -> None:
        """Show why the lists cannot be used."""
        self._head(_("Possible matches"))
        self._clear()
        self._stack.show_error(_("The lists could not be got ready"), say(trouble), again)

    def show_party(self, party: PartyDraft) -> None:
        """Show the newest answer about `party`."""
        answer = party.answer
        self._slow.stop()
        if answer is None:
            return
        if answer.trouble is not None:
            self._head(_("Possible matches"))
            self._clear()
            self._stack.show_error(_("The lists could not be asked"), say(answer.trouble))
            return
        matches = party.matches
        self._head(_title(matches), _looked_through(answer))
        if not matches:
            self._show_none(answer)
            return
        self._stack.show_content()
        self._fill(matches, party.seen(party.chosen) or matches[0])

    def take_focus(self) -> None:
        """Put the focus on the matches."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, seen: SeenMatch) -> None:
        """Choose a match."""
        self.table.choose(seen)

    def refresh(self, party: PartyDraft) -> None:
        """Show the decisions as they are now; the answer is the same."""
        for seen in party.matches:
            self._model.replace(seen)

    def _show_none(self, answer: Answer) -> None:
        editions = answer.ready.editions if answer.ready is not None else ()
        self._none.say(
            _("No possible match found in {lists}").format(lists=words.lists_of(editions)),
            mentioned(answer.mention)
            or _("Add country, address or an identifier if you know them: they are looked up too."),
        )
        self._clear(self._none)

    def _clear(self, state: EmptyState | None = None) -> None:
        self._slow.stop()
        self._fill((), None)
        if state is not None:
            self._stack.setCurrentWidget(state)

    def _fill(self, matches: Sequence[SeenMatch], wanted: SeenMatch | None) -> None:
        self.table.blockSignals(True)  # one row after the other would be told, and drawn
        self.table.show_rows(matches)
        if wanted is not None:
            self.table.choose(wanted)
        self.table.blockSignals(False)
        self.shown.emit(wanted)

    def _pass_on(self, seen: SeenMatch | None) -> None:
        self.shown.emit(seen)
        self.chosen.emit(seen)

    def _head(self, title: str, caption: str = "") -> None:
        self.say(title, caption)

    def _say_slow(self) -> None:
        self.say(self.title.text(), _("Looking…"))


def columns(
    list_title: Callable[[str], str], country_name: Callable[[str], str]
) -> tuple[Column[SeenMatch], ...]:
    """Return the columns of the table."""

    def countries(seen: SeenMatch) -> str:
        return words.countries(seen.match.countries, country_name)

    return (
        Column(
            _("Strength"),
            text=_state,
            tone=_tone,
            speak=_spoken_state,
            hint=lambda seen: strength_said(seen.match.strength),
            sort=lambda seen: -seen.match.score,
            width=126,
            key="strength",
        ),
        Column(
            _("Listed party"),
            text=lambda seen: seen.match.name,
            subtitle=words.short_why,
            stretch=True,
            width=140,
            key="party",
        ),
        Column(
            _("List"),
            text=lambda seen: words.short_title(list_title(seen.match.list), seen.match.list),
            speak=lambda seen: list_title(seen.match.list),
            hint=lambda seen: list_title(seen.match.list),
            width=112,
            key="list",
        ),
        Column(_("Country"), text=countries, width=86, key="country"),
    )


def _state(seen: SeenMatch) -> str:
    if seen.decision is not None:
        return words.short_verdict(seen.decision.verdict)
    return words.strength(seen.match.strength)[0]


def _tone(seen: SeenMatch) -> Tone:
    if seen.decision is not None:
        return words.verdict(seen.decision.verdict)[1]
    return words.strength(seen.match.strength)[1]


def _spoken_state(seen: SeenMatch) -> str:
    said = _("{strength}, {score} of 100").format(
        strength=words.strength(seen.match.strength)[0], score=round(seen.match.score)
    )
    if seen.decision is None:
        return _("{said}, undecided").format(said=said)
    return _("{said}, decided: {verdict}").format(
        said=said, verdict=words.verdict(seen.decision.verdict)[0]
    )


def _title(matches: Sequence[SeenMatch]) -> str:
    if not matches:
        return _("No possible match")
    if len(matches) >= MOST:
        return _("The {count} strongest possible matches").format(count=len(matches))
    return ngettext("{count} possible match", "{count} possible matches", len(matches)).format(
        count=len(matches)
    )


def _looked_through(answer: Answer) -> str:
    if answer.ready is None:
        return ""
    lists = len({code for edition in answer.ready.editions for code in edition.counts})
    return _("{lists}, {names} in {time}").format(
        lists=ngettext("{count} list", "{count} lists", lists).format(count=lists),
        names=ngettext("{count:,} name", "{count:,} names", answer.names).format(
            count=answer.names
        ),
        time=_("{count} ms").format(count=max(1, round(answer.milliseconds))),
    )
