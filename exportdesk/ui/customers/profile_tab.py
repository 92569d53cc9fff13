"""The tab of a customer's own profile: edited in place, checked while it is typed."""

from dataclasses import replace

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtWidgets import QCompleter, QVBoxLayout, QWidget

from exportdesk.core.customer_checks import FieldFinding, Weight
from exportdesk.core.customers import Customer, Profile
from exportdesk.core.i18n import _
from exportdesk.core.ids import PartyId, new_id
from exportdesk.core.text import tidy
from exportdesk.core.typed_over import typed_over
from exportdesk.core.words import sentence
from exportdesk.ui.customers.profile_form import ProfileForm
from exportdesk.ui.customers.tab import ScrollingColumn, action_bar
from exportdesk.ui.widgets import Chip, FormGrid, Tone, button, line_edit
from exportdesk.ui.widgets.completions import complete_with
from exportdesk.wiring import Desk

_PAUSE_MS = 300


class ProfileTab(QWidget):
    """`saved` tells the customer to keep, `turned` that there is something unsaved, or no more;
    `cancelled` that the person wants no more of what was typed, `collided` in which fields it was
    typed that were changed by another step meanwhile.
    """

    saved = Signal(object)
    turned = Signal()
    cancelled = Signal()
    collided = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._customer = Customer(PartyId(""), Profile())
        self._loaded = self._customer  # as the form reads it when nothing was typed
        self._sent = self._customer  # as it was when it was last to be kept
        self._is_new = False
        self._tried = False
        self._dirty = False
        countries = desk.rulebook.countries
        self.form = ProfileForm(countries.choices())
        self._ours = FormGrid()
        self.reference = self._ours.add(
            _("Your &reference"), line_edit(_("Customer number"), longest=200), 5
        )
        self.tags = self._ours.add(_("Ta&gs"), line_edit(_("Separated by commas"), longest=500), 7)
        self._known_tags = QStringListModel(self)
        finder = QCompleter(self._known_tags, self)
        finder.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        complete_with(finder, _("Tags in use"))
        self.tags.setCompleter(finder)
        self._words = Chip()
        self._cancel = button(_("Cancel"), self.cancelled.emit)
        self.save_button = button(_("&Save"), self.save, kind="primary", hint=_("Ctrl+S"))
        area = ScrollingColumn(_("Profile"))
        area.column.addWidget(self.form)
        area.column.addWidget(self._ours)
        area.column.addStretch(1)
        self._bar = QWidget()
        self._bar.setLayout(action_bar(self._words, None, self._cancel, self.save_button))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(area, 1)
        whole.addWidget(self._bar)
        self._area = area
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._check)
        self.form.changed.connect(self._edit)
        self.reference.textEdited.connect(self._edit)
        self.tags.textEdited.connect(self._edit)
        if desk.read_only:
            self.form.set_read_only(True)
            for line in (self.reference, self.tags):
                line.setReadOnly(True)
        self._show_bar()

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed and not saved."""
        return self._dirty

    @property
    def is_new(self) -> bool:
        """Whether a customer is being made that is not kept yet."""
        return self._is_new

    def begin(self) -> None:
        """Begin a customer."""
        self._load(Customer(PartyId(new_id()), Profile()))
        self._is_new = True
        self._show_bar()
        self.form.take_focus()

    def show_customer(self, customer: Customer) -> None:
        """Show a customer; what was typed and not saved is kept where it is the same one."""
        if self._dirty and customer.id == self._customer.id:
            self._go_on_with(customer)
            return
        if customer == self._customer and not self._is_new:
            return
        same = customer.id == self._customer.id
        self._load(customer)
        if not same:
            self._area.verticalScrollBar().setValue(0)

    def offer_tags(self, tags: list[str]) -> None:
        """Offer the tags that are in use."""
        self._known_tags.setStringList(tags)

    def read(self) -> Customer:
        """Return the customer as typed."""
        tags = [tidy(tag) for tag in self.tags.text().replace(";", ",").split(",")]
        return replace(
            self._customer,
            profile=self.form.read(),
            reference=tidy(self.reference.text()),
            tags=tuple(dict.fromkeys(tag for tag in tags if tag)),
        )

    def save(self) -> None:
        """Tell what is to be kept, or say what is wrong and put the cursor there."""
        self.form.settle()
        if not (self._dirty or self._is_new) or self._desk.read_only:
            return
        self._tried = True
        first = self._check()
        if first is not None:
            self._area.ensureWidgetVisible(first)
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._sent = self.read()
        self.saved.emit(self._sent)

    def accept(self) -> None:
        """Note that what was to be kept was; what was typed since stays."""
        if self.read() == self._sent:
            self._load(self._sent)
            return
        self._is_new = False
        self._customer = self._loaded = self._sent
        self._note_dirty()

    def drop(self) -> None:
        """Forget what was typed, without a word."""
        self._load(self._customer)

    def _load(self, customer: Customer) -> None:
        self._pause.stop()
        self._customer = customer
        self._is_new = self._tried = self._dirty = False
        self.form.load(customer.profile)
        self.reference.setText(customer.reference)
        self.tags.setText(", ".join(customer.tags))
        self._loaded = self.read()
        self._ours.clear_marks()
        self._show_bar()
        self.turned.emit()

    def _go_on_with(self, customer: Customer) -> None:
        """Have what is typed go with the customer as it is kept by now."""
        typed = self.read()
        fresh, _both = typed_over(self._customer, customer, self._loaded)
        made, both = typed_over(self._loaded, typed, fresh)
        self._customer, self._loaded = customer, fresh
        self.form.follow(made.profile)
        if made.reference != typed.reference:
            self.reference.setText(made.reference)
        if made.tags != typed.tags:
            self.tags.setText(", ".join(made.tags))
        self._note_dirty()
        self._pause.start()
        if both:
            self.collided.emit(both)

    def _edit(self) -> None:
        self._note_dirty()
        self._pause.start()

    def _note_dirty(self) -> None:
        dirty = self.read() != self._loaded
        if dirty != self._dirty:
            self._dirty = dirty
            self.turned.emit()
        self._show_bar()

    def _check(self) -> QWidget | None:
        """Mark what is wrong; return the first field with an error."""
        self._ours.clear_marks()
        findings = [one for one in self._desk.customers.check(self.read()) if self._said(one)]
        own = [one for one in findings if one.party == self._customer.id]
        first = self.form.mark(one for one in own if one.where != "reference")
        taken = next((one for one in own if one.where == "reference"), None)
        if taken is not None:
            self._ours.mark(self.reference, sentence(taken.code, taken.facts))
            first = first or self.reference
        return first

    def _said(self, finding: FieldFinding) -> bool:
        # Somebody who has only begun need not be told that nothing stands there yet.
        return self._tried or finding.weight is Weight.WARNING or finding.code != "name-missing"

    def _show_bar(self) -> None:
        shown = self._dirty or self._is_new
        self._bar.setVisible(shown)
        self._words.say(_("Not saved"), Tone.AMBER)
