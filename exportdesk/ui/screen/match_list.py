"""The possible matches of one party, strongest first; or why there are none to see."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSettings, Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exportdesk.core.errors import ExportDeskError
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.ids import ListingUid
from exportdesk.core.screenings import NameLook, PartyResult, SeenMatch
from exportdesk.core.words import say
from exportdesk.core.words.mentioned import mentioned, mentioned_title, name_settled
from exportdesk.ui.dates import day_text
from exportdesk.ui.jobs import Step
from exportdesk.ui.matches import words
from exportdesk.ui.screen.match_rows import MatchModel, MatchRow, place_of_match, rows_of
from exportdesk.ui.screen.match_table import (
    COUNTRY_COLUMN,
    LIST_COLUMN,
    ListChips,
    MatchTable,
    columns,
)
from exportdesk.ui.screen.party_draft import Answer, PartyDraft
from exportdesk.ui.theme import Tone, px
from exportdesk.ui.widgets import Banner, Card, EmptyState, StateStack

_SLOW_MS = 300
MOST = 50  # as many as are asked for


class MatchList(Card):
    """Shows the newest answer.

    `shown` tells the match in view, or None; `chosen` that the person picked it; `called` that
    the name is to be settled, or that taken back; `tried` the name that the demo has to try;
    `typed` a letter of another name; `kept` that what was decided before the party changed is
    decided again.
    """

    shown = Signal(object)
    chosen = Signal(object)
    typed = Signal(str)
    called = Signal()
    tried = Signal(str)
    kept = Signal()

    def __init__(
        self,
        *,
        list_title: Callable[[str], str],
        country_name: Callable[[str], str],
        settings: QSettings,
        to_lists: Callable[[], object],
        try_name: str = "",
    ) -> None:
        """`to_lists` goes to the page where lists are taken in; `try_name` is offered at first."""
        super().__init__(_("Possible matches"), flush=True)
        self.let_title_wrap()
        self._opened: set[ListingUid] = set()
        self._party: PartyDraft | None = None
        self._model = MatchModel(
            columns(
                list_title,
                country_name,
                lambda: any(row.whole for row in self._model.rows),
                lambda: self.table.isColumnHidden(COUNTRY_COLUMN),
                lambda: self.table.isColumnHidden(LIST_COLUMN),
            ),
            identity=lambda row: row.identity,
        )
        self.table = MatchTable(
            self._model, _("Possible matches"), settings=settings, key="screen-matches"
        )
        self.table.setItemDelegateForColumn(LIST_COLUMN, ListChips(self.table))
        self.table.chosen.connect(self._pass_on)
        self.table.typed.connect(self.typed)
        self.table.turned.connect(self._turn)
        self.table.clicked_open.connect(self._turn_over)
        self.table.opened.connect(self._turn_over)
        self._try_name = try_name
        self._idle = EmptyState("magnify", "", "", action=" ", call=self._try)
        self._none = EmptyState(
            "check-circle-outline",
            "",
            "",
            action=" ",
            call=self.called.emit,
        )
        self._saved = False
        self._settled = ("", "")  # what is said of a name looked at: the title, and the words
        self._no_lists = EmptyState(
            "database-off-outline",
            _("No control list yet"),
            _(
                "Nothing can be screened without a list. Get the Consolidated Screening List from "
                "its publisher or from a file; it stays on this computer."
            ),
            action=_("Go to Control lists"),
            call=to_lists,
        )
        self.before = Banner()
        self._before = QWidget()
        inset = QVBoxLayout(self._before)
        inset.setContentsMargins(px(12), 0, px(12), px(8))
        inset.addWidget(self.before)
        self._before.hide()
        self.body.addWidget(self._before)
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
        self._idle.action.hide()
        if not self._slow.isActive():
            self._slow.start()

    def show_idle(self) -> None:
        """Show that nothing was asked yet."""
        self._head(_("Possible matches"))
        self._idle.say(
            _("Type a name to begin"),
            _("Possible matches appear here while you type."),
            action=_("Try: {name}").format(name=self._try_name) if self._try_name else "",
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
        result = party.result
        self._head(_title(result), _looked_through(answer))
        if not result.matches:
            self._show_none(answer, result.looked)
            return
        self._party = party
        self._stack.show_content()
        wanted = party.seen(party.chosen) or result.matches[0]
        self._show_rows(party, wanted.match.uid)
        self.shown.emit(self.seen)

    def take_focus(self) -> None:
        """Put the focus on the matches; where there are none it stays, or they would take it later
        from whoever types on.
        """
        if not self.table.isHidden():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def seen(self) -> SeenMatch | None:
        """The match in view."""
        row = self.table.current
        return row.seen if row is not None else None

    @property
    def whole(self) -> tuple[SeenMatch, ...]:
        """All listings of the party, where the chosen line stands for them together."""
        row = self.table.current
        return row.whole if row is not None else ()

    def refresh(self, party: PartyDraft) -> None:
        """Show the decisions as they are now and the match chosen; the answer is the same."""
        if party.chosen is not None and party.matches:
            self._show_rows(party, party.chosen)

    def tell_saved(self, saved: bool) -> None:
        """Say of a name looked at that it is kept with the save only, as long as that is so."""
        if saved is not self._saved:
            self._saved = saved
            self._say_settled()

    def _show_none(self, answer: Answer, looked: NameLook | None) -> None:
        editions = answer.ready.editions if answer.ready is not None else ()
        mention = answer.result.mention if answer.result is not None else None
        self._settled = ("", "")
        if mention is None:
            self._none.draw("check-circle-outline")
            found = _("No possible match found in {lists}").format(lists=words.lists_of(editions))
            self._none.say(found, _nothing_like(answer.threshold))
        elif looked is not None:
            self._none.draw("check-circle-outline")
            said = name_settled(looked, day_text(looked.at.local.date()))
            self._settled = (mentioned_title(mention), said)
            self._say_settled()
        else:
            self._none.draw("alert-outline", "amber")
            self._none.say(
                mentioned_title(mention),
                mentioned(mention),
                action=_("Check the name…"),
            )
        self._clear(self._none)

    def _say_settled(self) -> None:
        title, words = self._settled
        if title:
            if not self._saved:
                words = "\n".join((words, _("This is kept once the screening is saved.")))
            self._none.say(title, words, action=_("Take back"))

    def _try(self) -> None:
        self.tried.emit(self._try_name)

    def _clear(self, state: EmptyState | None = None) -> None:
        self._slow.stop()
        self._party = None
        self._before.hide()
        self._fill((), None)
        self.shown.emit(None)
        if state is not None:
            self._stack.setCurrentWidget(state)

    def _show_rows(self, party: PartyDraft, wanted: ListingUid) -> None:
        """Show the matches, and what was decided on them before the party changed."""
        sleeping = party.sleeping
        self._fill(rows_of(party.result, frozenset(self._opened), sleeping), wanted)
        count = len(sleeping)
        self._before.setVisible(bool(count))
        if not count:
            return
        if party.has_changed:
            said = ngettext(
                "{count} decision was made before this party or its listing changed.",
                "{count} decisions were made before this party or their listings changed.",
                count,
            )
        else:
            said = ngettext(
                "{count} match was decided in an earlier screening.",
                "{count} matches were decided in an earlier screening.",
                count,
            )
        self.before.say(
            said.format(count=count),
            Tone.AMBER,
            action=_("Keep it") if count == 1 else _("Keep them"),
            call=self.kept.emit,
            closable=False,
        )

    def _fill(self, rows: Sequence[MatchRow], wanted: ListingUid | None) -> None:
        """Show these lines, and choose the one that shows the match wanted."""
        former = self.table.current
        alone = former is not None and former.is_part and former.match.uid == wanted
        self.table.blockSignals(True)  # one row after the other would be told, and drawn
        self.table.show_rows(rows)
        if wanted is not None:
            self.table.choose_place(self._place_of(wanted, whole=not alone))
        self.table.blockSignals(False)

    def _place_of(self, uid: ListingUid, *, whole: bool) -> int:
        """Return where a match is shown; in the line of its whole party where that is closed."""
        rows = self._model.rows
        place = place_of_match(rows, uid, whole=whole)
        if place < 0:
            inside = (
                at for at, row in enumerate(rows) if any(s.match.uid == uid for s in row.whole)
            )
            place = next(inside, -1)
        return place

    def _turn(self, opening: bool) -> None:
        """Open or close the party of the chosen line; step into an open one, or back out of it."""
        row = self.table.current
        if row is None:
            return
        place = self._model.place_of(row)
        if row.whole and row.is_open is not opening:
            self._set_open(row, opening)
        elif row.whole and opening:
            self.table.choose_place(place + 1)
        elif row.is_part and not opening:
            heads = [at for at, one in enumerate(self._model.rows[:place]) if one.whole]
            self.table.choose_place(heads[-1])

    def _turn_over(self, _row: object = None) -> None:
        row = self.table.current
        if row is not None and row.whole:
            self._set_open(row, not row.is_open)

    def _set_open(self, row: MatchRow, opening: bool) -> None:
        if self._party is None:
            return
        if opening:
            self._opened.add(row.party)
        else:
            self._opened.discard(row.party)
        self.table.blockSignals(True)
        opened = frozenset(self._opened)
        self.table.show_rows(rows_of(self._party.result, opened, self._party.sleeping))
        self.table.blockSignals(False)

    def _pass_on(self, row: MatchRow | None) -> None:
        seen = row.seen if row is not None else None
        self.shown.emit(seen)
        self.chosen.emit(seen)

    def _head(self, title: str, caption: str = "") -> None:
        self.say(title, caption)

    def _say_slow(self) -> None:
        self.say(self.title.text(), _("Looking…"))


def _title(result: PartyResult) -> str:
    count = len(result.matches)
    if result.mention is not None:
        return _("No match for the whole name")
    if not count:
        return _("No possible match")
    if count >= MOST:
        return _("The {count} strongest possible matches").format(count=count)
    said = ngettext("{count} possible match", "{count} possible matches", count).format(count=count)
    parties = len(result.by_party())
    if parties == count:
        return said
    return ngettext(
        "{matches}, {parties} listed party", "{matches}, {parties} listed parties", parties
    ).format(matches=said, parties=parties)


def _nothing_like(threshold: float) -> str:
    """Return what was looked for in vain, and what may find more."""
    return _(
        "No listed name scores {score} of 100 or more, which is your threshold. Add country, "
        "address or an identifier if you know them: they are looked up too."
    ).format(score=f"{threshold:g}")


def _looked_through(answer: Answer) -> str:
    if answer.ready is None:
        return ""
    lists = len({code for edition in answer.ready.editions for code in edition.counts})
    return _("{lists}, {names} in {time}").format(
        lists=ngettext("{count} list", "{count} lists", lists).format(count=lists),
        names=ngettext("{count} name", "{count} names", answer.names).format(
            count=figure(answer.names)
        ),
        time=_("{count} ms").format(count=max(1, round(answer.milliseconds))),
    )
