"""The daily update in the system's own timer: lists stay fresh while the window is closed."""

from collections.abc import Callable
from datetime import time

from exportdesk.core.errors import BadInput, ExportDeskError
from exportdesk.core.i18n import _
from exportdesk.core.words import say
from exportdesk.operations.schedule import DEFAULT_TIME, Schedule, Scheduled, time_of
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Tone
from exportdesk.ui.widgets import Banner, Card, FormGrid, button, label, line_edit, px
from exportdesk.ui.widgets.flow import FlowLayout

MakeSchedule = Callable[[], Schedule]


class ScheduleCard(Card):
    """Set it up for a time of day, or take it away; what the system answers stands below."""

    def __init__(self, make: MakeSchedule, shell: Shell, *, read_only: bool) -> None:
        super().__init__(_("Daily update while the window is closed"))
        self._make, self._shell = make, shell
        self._form = FormGrid()
        self.time = self._form.add(
            _("T&ime of day (HH:MM)"), line_edit(f"{DEFAULT_TIME:%H:%M}", longest=5), 6
        )
        self.time.setText(f"{DEFAULT_TIME:%H:%M}")
        self.time.textChanged.connect(self._look_at_time)
        self.state = label("", "caption", wrap=True)
        self.banner = Banner()
        self.set_up = button(_("Set up"), self._install)
        self.take_away = button(_("Take away"), self._remove)
        row = FlowLayout(px(8))
        for one in (self.set_up, self.take_away):
            one.setEnabled(False)
            row.addWidget(one)
        self._may_write = not read_only
        for part in (
            label(
                _(
                    "Once this is set up, your system runs ExportDesk once a day while you are "
                    "logged on. It updates the lists, screens your customers again, and ends."
                ),
                "caption",
                wrap=True,
            ),
            self._form,
            self.state,
            self.banner,
        ):
            self.body.addWidget(part)
        self.body.addLayout(row)

    def look(self) -> None:
        """Ask the system how it stands."""
        self._start(lambda schedule: schedule.status())

    def _look_at_time(self, text: str) -> None:
        """Say at once of a time typed whole that there is none such: Save changes keeps none."""
        self._form.unmark(self.time)
        if len(text) == self.time.maxLength():
            self._time()

    def _time(self) -> time | None:
        """Return the time of day that is typed; mark it where it is none."""
        try:
            return time_of(self.time.text().strip())
        except BadInput as error:
            self._form.mark(self.time, say(error))
            return None

    def _install(self) -> None:
        at = self._time()
        if at is None:
            self.time.setFocus()
        else:
            self._start(lambda schedule: schedule.install(at))

    def _remove(self) -> None:
        self._start(lambda schedule: schedule.remove())

    def _start(self, act: Callable[[Schedule], Scheduled]) -> None:
        self.banner.clear()
        self.set_up.setEnabled(False)
        self.take_away.setEnabled(False)
        make = self._make
        self._shell.background.start(
            lambda _progress: act(make()), done=self._show, failed=self._tell
        )

    def _show(self, found: Scheduled) -> None:
        words = (
            _("Set up in the timer of this system, {timer}: {where}").format(
                timer=found.timer, where=found.where
            )
            if found.installed
            else _(
                "Not set up yet. “Set up” enters it among the daily tasks of this system ({timer})."
            ).format(timer=found.timer)
        )
        self.state.setText(words)
        self.set_up.setEnabled(self._may_write)
        self.take_away.setEnabled(found.installed and self._may_write)

    def _tell(self, error: ExportDeskError) -> None:
        self.banner.say(say(error), Tone.RED)
        self.set_up.setEnabled(self._may_write)
