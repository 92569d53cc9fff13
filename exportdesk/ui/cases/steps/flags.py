"""Red flags: what to look for, and each that was seen with inquiry, answer and evidence."""

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.cases import RaisedFlag
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.words import sentence
from exportdesk.diligence.weighing import Weighed
from exportdesk.rulebook import RedFlag
from exportdesk.ui.cases.finding_card import resolution_lines
from exportdesk.ui.cases.steps.body import Panel, StepBody, link
from exportdesk.ui.cases.words import finding_chip
from exportdesk.ui.dates import moment_text
from exportdesk.ui.products.words import standing_words
from exportdesk.ui.theme import Tone, px
from exportdesk.ui.widgets import Chip, SearchField, label
from exportdesk.ui.widgets.why import Why

_FOLDED = 6


class FlagsStep(StepBody):
    """Those that were raised, then what to look for."""

    @override
    def fill(self) -> None:
        self.add_questions()
        found = [one for one in self.view.assessment.findings if one.finding.code == "red-flag"]
        if found:
            self.heading(_("Raised"))
        for one in found:
            self.add(self._raised(one))
        self._look_for()

    def _raised(self, weighed: Weighed) -> QWidget:
        flag = self.desk.rulebook.red_flags.of(weighed.finding.about)
        panel = Panel(flag.text)
        panel.head.addWidget(Chip(*finding_chip(weighed)))
        panel.say(source_words(flag), "caption")
        held = self.view.case.flag(flag.id)
        if held is None:
            panel.say(_("It follows from an answer in this case."), "caption")
        elif held.by:
            when = moment_text(held.at) if held.at else ""
            panel.say(
                _("Raised by {name} {when}").format(name=held.by, when=when).strip(), "caption"
            )
        if held is not None and held.note:
            panel.say(held.note)
        for lack in weighed.lacks:
            panel.say(sentence(f"lack-{lack.value}"), "finding", tone=Tone.AMBER)
        if weighed.resolution is not None:
            for words in resolution_lines(weighed.resolution):
                panel.say(words, "caption")
        elif held is not None and held.inquiry:
            panel.say(_("Asked: {text}").format(text=held.inquiry), "caption")
        if not self.read_only:
            self._actions(panel, weighed, held, flag)
        return panel

    def _actions(
        self, panel: Panel, weighed: Weighed, held: RaisedFlag | None, flag: RedFlag
    ) -> None:
        if weighed.is_open:
            panel.say(sentence("settle-inquiry"), "caption")
        words = _("Resolve…") if weighed.is_open else _("Change what was recorded…")
        resolve = link(words, lambda: self.resolve_asked.emit(weighed), f"resolve-{flag.id}")
        panel.column.addWidget(resolve)
        if held is not None:
            cases = self.desk.cases
            panel.column.addWidget(
                link(
                    _("Raised by mistake"),
                    lambda: self.session.do(lambda case: cases.unflag(case, flag.id)),
                    f"unflag-{flag.id}",
                )
            )

    def _look_for(self) -> None:
        raised = {
            one.finding.about
            for one in self.view.assessment.findings
            if one.finding.code == "red-flag"
        }
        groups = [
            group for group in self.view.flow.flags if not any(one.id in raised for one in group)
        ]
        if not groups:
            return
        reason = _("Each of these is named by an agency as a warning sign. Raise the one you see.")
        if self.view.flow.spoken:
            reason += " " + ngettext(
                "{count} other is left out: an answer in another step speaks of it.",
                "{count} others are left out: answers in other steps speak of them.",
                self.view.flow.spoken,
            ).format(count=self.view.flow.spoken)
        title = _("What to look for")
        self.add(Why(label(title, "section", wrap=True), reason, title))
        self._search = SearchField(_("Search the warning signs"))
        self._search.setObjectName("flag-search")
        self._search.searched.connect(self._filter)
        self.add(self._search)
        self._rows: list[tuple[str, QWidget]] = []
        self._left = list(groups)
        self._signs = QVBoxLayout()
        self._signs.setSpacing(px(14))
        self.column.addLayout(self._signs)
        self._make_rows(len(groups) if "flags" in self.bench.opened else _FOLDED)
        left = len(self._left)
        if left:
            words = ngettext("Show {count} more", "Show {count} more", left).format(count=left)
            self._more = link(words, self._unfold, "flags-more")
            self.add(self._more)

    def _make_rows(self, count: int) -> None:
        """Put the next warning signs in; the others are made when they are wanted."""
        for group in self._left[:count]:
            row = self._sign(group)
            words = " ".join((group[0].question, *(one.text for one in group))).casefold()
            self._rows.append((words, row))
            self._signs.addWidget(row)
        del self._left[:count]

    def _sign(self, group: tuple[RedFlag, ...]) -> QWidget:
        flag = group[0]
        panel = Panel()
        said = label(flag.question or flag.text, wrap=True)
        sources = "; ".join(dict.fromkeys(source_words(one) for one in group))
        panel.head.addWidget(Why(said, sources, flag.text), 1)
        if not self.read_only:
            name = _("Raise: {text}").format(text=flag.text)
            made = link(_("Raise"), lambda: self._raise(flag), name)
            panel.head.addWidget(made)
        panel.column.setContentsMargins(px(12), px(8), px(12), px(8))
        return panel

    def _raise(self, flag: RedFlag) -> None:
        cases, code = self.desk.cases, flag.id
        self.session.do(lambda case: cases.flag(case, code))

    def _filter(self, words: str) -> None:
        wanted = words.casefold().split()
        if wanted and self._left:
            self._unfold()
        for text, row in self._rows:
            row.setVisible(all(one in text for one in wanted))

    def _unfold(self) -> None:
        self.bench.opened.add("flags")
        self._more.hide()
        self._make_rows(len(self._left))


def source_words(flag: RedFlag) -> str:
    """Return whose warning sign it is, with its number there, and how well it was checked."""
    words = f"{flag.source} {flag.number}".strip()
    return f"{words}. {standing_words(flag.provenance)}"
