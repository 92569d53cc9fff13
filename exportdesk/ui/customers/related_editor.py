"""The form of one related party: what it is to whom, and its own profile."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exportdesk.core.customer_checks import Weight
from exportdesk.core.customers import Customer, Profile, RelatedParty
from exportdesk.core.i18n import _
from exportdesk.core.ids import PartyId, new_id
from exportdesk.core.parties import Role
from exportdesk.core.text import tidy
from exportdesk.core.typed_over import typed_over
from exportdesk.core.words import sentence
from exportdesk.core.words.choices import word
from exportdesk.ui.customers.profile_form import ProfileForm
from exportdesk.ui.customers.tab import ScrollingColumn, action_bar
from exportdesk.ui.widgets import ComboBox, FormGrid, button, label, line_edit
from exportdesk.wiring import Desk

_ROLES = (
    Role.OWNER,
    Role.DIRECTOR,
    Role.END_USER,
    Role.INTERMEDIATE_CONSIGNEE,
    Role.ULTIMATE_CONSIGNEE,
    Role.FREIGHT_FORWARDER,
    Role.BANK,
    Role.AGENT,
    Role.OTHER,
)


class RelatedEditor(QWidget):
    """`saved` tells the whole customer to keep; `cancelled` that this is not to be; `collided` in
    which fields something is typed that were changed by another step meanwhile.
    """

    saved = Signal(object)
    cancelled = Signal()
    collided = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._customer = Customer(PartyId(""), Profile())
        self._related = RelatedParty(PartyId(""), Role.OWNER, Profile(), PartyId(""))
        self._loaded = self._related  # as the form reads it when nothing was typed
        self._is_new = False
        self.title = label("", "section")
        self.what = FormGrid()
        self.role = self.what.add(_("&Role"), ComboBox([(role, word(role)) for role in _ROLES]), 6)
        self.percent = self.what.add(_("S&hare in %"), line_edit(_("Not known"), longest=20), 6)
        self.of: ComboBox[PartyId] = self.what.add(_("O&f whom"), ComboBox(), 12)
        self.of.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.note = self.what.add(_("How you &know"), line_edit(longest=500), 12)
        countries = desk.rulebook.countries
        self.form = ProfileForm(countries.choices())
        area = ScrollingColumn(_("Related party"))
        for part in (self.title, self.what, self.form):
            area.column.addWidget(part)
        area.column.addStretch(1)
        self._area = area
        self.save_button = button(_("&Save"), self.save, kind="primary", hint=_("Ctrl+S"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(area, 1)
        self.cancel_button = button(_("Cancel"), self.cancelled.emit)
        whole.addLayout(action_bar(None, self.cancel_button, self.save_button))
        self.role.picked.connect(self._show_share)

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed and not saved."""
        return self.read() != self._loaded

    def begin(self, customer: Customer) -> None:
        """Begin a related party."""
        fresh = RelatedParty(PartyId(new_id()), Role.OWNER, Profile(), customer.id)
        self._load(customer, fresh)
        self._is_new = True
        self.title.setText(_("New related party"))
        self.form.take_focus()

    def edit(self, customer: Customer, related: RelatedParty) -> None:
        """Change one."""
        self._load(customer, related)
        self._is_new = False
        self.title.setText(related.profile.name)
        self.form.take_focus()

    def go_on_with(self, customer: Customer) -> None:
        """Have what is typed go with the customer as it is kept by now."""
        if customer.id != self._customer.id:
            return
        self._customer = customer
        now = next((one for one in customer.related if one.id == self._related.id), None)
        typed = self.read()
        if now is None:
            self._offer(typed.of)
            return
        fresh, _both = typed_over(self._related, now, self._loaded)
        made, both = typed_over(self._loaded, typed, fresh)
        self._related, self._loaded = now, fresh
        self._offer(made.of)
        if made.role is not typed.role:
            self.role.choose(made.role)
            self._show_share()
        for line, text, former in (
            (self.percent, made.percent, typed.percent),
            (self.note, made.note, typed.note),
        ):
            if text != former:
                line.setText(text)
        self.form.follow(made.profile)
        if both:
            self.collided.emit(both)

    def read(self) -> RelatedParty:
        """Return the related party as typed."""
        is_owner = self.role.value is Role.OWNER
        return RelatedParty(
            id=self._related.id,
            role=self.role.value,
            profile=self.form.read(),
            of=self.of.value,
            percent=tidy(self.percent.text()) if is_owner else "",
            note=tidy(self.note.text()),
        )

    def save(self) -> None:
        """Tell what is to be kept, or say what is wrong and put the cursor there."""
        self.what.clear_marks()
        self.form.settle()
        whole = self._customer.with_related(self.read())
        found = [one for one in self._desk.customers.check(whole) if one.party == self._related.id]
        first = self.form.mark(one for one in found if one.where not in ("percent", "of", "role"))
        for finding in found:
            field = {"percent": self.percent, "of": self.of, "role": self.role}.get(finding.where)
            if field is not None and finding.weight is Weight.ERROR:
                self.what.mark(field, sentence(finding.code, finding.facts))
                first = field
        if first is not None:
            self._area.ensureWidgetVisible(first)
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.saved.emit(whole)

    def _load(self, customer: Customer, related: RelatedParty) -> None:
        self._customer, self._related = customer, related
        self.what.clear_marks()
        self._offer(related.of)
        self.role.choose(related.role)
        self.percent.setText(related.percent)
        self.note.setText(related.note)
        self.form.load(related.profile)
        self._show_share()
        self._loaded = self.read()
        self._area.verticalScrollBar().setValue(0)

    def _offer(self, chosen: PartyId) -> None:
        """Offer whom it may be related to: not itself, nor whoever hangs on it."""
        customer = self._customer
        below = {one.id for one in customer.related} - {
            one.id for one in customer.without_related(self._related.id).related
        }
        self.of.offer(
            [
                (one.id, one.profile.name or _("This customer"))
                for one in customer.parties()
                if one.id not in below
            ]
        )
        self.of.choose(chosen)

    def _show_share(self, _role: object = None) -> None:
        self.what.show_field(self.percent, self.role.value is Role.OWNER)
