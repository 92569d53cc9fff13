"""When control lists count as old, when the program looks for newer ones, and through what."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox

from exportdesk.core.company import Settings
from exportdesk.core.errors import BadInput
from exportdesk.core.i18n import _
from exportdesk.core.words import say
from exportdesk.operations.settings import check_proxy
from exportdesk.ui.settings.score_field import NumberField
from exportdesk.ui.widgets import Card, CheckBox, FormGrid, label, line_edit


class ListsCard(Card):
    """The age limit, the two checks, the proxy.

    A check that nobody decided on is shown as ticked: that is what it does once lists were fetched
    for the first time. It stays undecided until somebody clicks it.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(_("Control lists"))
        self._form = FormGrid()
        self.days = self._form.add(
            _("Lists are &old after (days)"),
            NumberField(1, 365),
            12,
            hint=_("Older lists are said to be old on every page and every paper."),
        )
        self._form.new_row()
        self.on_start = self._form.add_check(
            CheckBox(_("Look for newer lists when the program starts"))
        )
        self._form.new_row()
        self.daily = self._form.add_check(CheckBox(_("Look every day while the window is open")))
        self._asked: dict[QCheckBox, bool] = {}
        self._when = label("", "caption", wrap=True)
        self.proxy = self._form.add(
            _("Pro&xy for fetching lists"),
            line_edit("http://proxy.example:8080", longest=300),
            12,
            hint=_("Empty: the proxy of this computer, if it has one."),
        )
        self.body.addWidget(self._form)
        self.body.addWidget(self._when)
        self.days.valueChanged.connect(self._tell)
        self.proxy.textEdited.connect(self._tell)
        self.on_start.clicked.connect(self._click_start)
        self.daily.clicked.connect(self._click_daily)

    def load(self, settings: Settings) -> None:
        """Show `settings`."""
        self._form.clear_marks()
        self.days.blockSignals(True)
        self.days.setValue(settings.list_age_limit_days)
        self.days.blockSignals(False)
        self.proxy.setText(settings.proxy)
        self._asked = {}
        for box, said in (
            (self.on_start, settings.check_on_start),
            (self.daily, settings.check_daily),
        ):
            box.setChecked(said is not False)
            if said is not None:
                self._asked[box] = said
        self._say()

    def read(self, settings: Settings) -> Settings:
        """Return `settings` with what is chosen here."""
        return replace(
            settings,
            list_age_limit_days=self.days.value(),
            check_on_start=self._asked.get(self.on_start),
            check_daily=self._asked.get(self.daily),
            proxy=self.proxy.text().strip(),
        )

    def check(self) -> bool:
        """Tell whether all of it can be kept; say beside the field why not."""
        self._form.clear_marks()
        try:
            check_proxy(self.proxy.text().strip())
        except BadInput as error:
            self._form.mark(self.proxy, say(error))
            self.proxy.setFocus()
            return False
        return True

    def set_read_only(self, read_only: bool) -> None:
        """Let nothing be changed, or let it."""
        for part in (self.days, self.on_start, self.daily):
            part.setEnabled(not read_only)
        self.proxy.setReadOnly(read_only)

    def _click_start(self, ticked: bool) -> None:
        self._asked[self.on_start] = ticked
        self._tell()

    def _click_daily(self, ticked: bool) -> None:
        self._asked[self.daily] = ticked
        self._tell()

    def _tell(self, _value: object = None) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        undecided = len(self._asked) < 2
        self._when.setText(
            _("A check begins after you have updated the lists yourself for the first time.")
            if undecided
            else ""
        )
        self._when.setVisible(undecided)
