"""Accepting what came back: who decides, why, until when, and whether a signature was seen."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from exportdesk.core.certification_life import CameBack, Certification
from exportdesk.core.certifications import CertifiedOrder
from exportdesk.core.errors import ExportDeskError
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.returned_forms import DigitalSignature
from exportdesk.core.text import tidy, tidy_lines
from exportdesk.core.words import say
from exportdesk.operations.certification_renewals import later
from exportdesk.operations.certification_returns import signed_day, told_day
from exportdesk.ui.cases.dialog import Sheet
from exportdesk.ui.certifications.scrolled_fields import ScrolledFields
from exportdesk.ui.certifications.words import signature_words
from exportdesk.ui.dates import day_text
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import CheckBox, DayField, FormGrid, label, line_edit, text_area

_SEEN = ("returned-unsigned", "returned-not-read")  # settled by who has seen a signature


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What a person says when accepting. `expires_on` None: a year from the signature."""

    name: str
    reason: str
    expires_on: date | None
    ink_seen: bool


def ends_hint(months: int) -> str:
    """Return when one ends where no day is given."""
    return ngettext(
        "Left empty, it ends {count} month after the day of signature.",
        "Left empty, it ends {count} months after the day of signature.",
        months,
    ).format(count=months)


def _end_words(one: Certification, back: CameBack, months: int) -> str:
    """Return until when what came back counts where no day is given, and from when that is."""
    if one.form.valid_until:
        return _("Left empty, it ends on {day}.").format(day=day_text(one.form.valid_until))
    ends = day_text(later(signed_day(one, back), months))
    if told_day(one, back):
        return ngettext(
            "Left empty, it ends on {day}, {count} month after the day of signature.",
            "Left empty, it ends on {day}, {count} months after the day of signature.",
            months,
        ).format(day=ends, count=months)
    return ngettext(
        "Left empty, it ends on {day}, {count} month after it came back.",
        "Left empty, it ends on {day}, {count} months after it came back.",
        months,
    ).format(day=ends, count=months)


def _to_mind(back: CameBack, odd: int) -> list[QWidget]:
    """Return what is to be minded of what came back: what is not as asked, or that it is unread."""
    if odd:
        words = ngettext(
            "{count} thing is not as asked. Say why you accept it all the same.",
            "{count} things are not as asked. Say why you accept it all the same.",
            odd,
        ).format(count=odd)
    elif back.is_unread and back.more:
        words = ngettext(
            "No program can read its {count} file: read it, and compare it with what was asked.",
            "No program can read its {count} files: read all, and compare them with what was"
            " asked.",
            len(back.files),
        ).format(count=figure(len(back.files)))
    elif back.is_unread:
        words = _("No program can read it: read it yourself, and compare it with what was asked.")
    else:
        return []
    return [label(words, "strong", wrap=True)]


def _counts_words(order: CertifiedOrder) -> str:
    """Return in which cases one counts once it is accepted, and what it does not do."""
    if order.period_from or order.period_to:
        return _(
            "It then counts for the orders of its period until it ends. That a certification was"
            " accepted settles no red flag."
        )
    if order.reference:
        return _(
            "It then counts for order {order} until it ends. That a certification was accepted"
            " settles no red flag."
        ).format(order=order.reference)
    return _(
        "It then counts for all orders until it ends. That a certification was accepted settles no"
        " red flag."
    )


class AcceptSheet(Sheet):
    """`told` tells an `Acceptance`. Whoever hears it accepts the sheet, or has it `refuse`."""

    told = Signal(object)

    def __init__(self, parent: QWidget, one: Certification, name: str, months: int) -> None:
        """`name` is who decides, `months` after which it ends, unless told otherwise."""
        super().__init__(
            parent,
            _("Accept {number}").format(number=one.title),
            _counts_words(one.form.asked.order),
            yes=_("&Accept"),
            take=self._give,
        )
        self._one = one
        self._is_given = False
        back = one.last_return
        assert back is not None
        odd = sum(1 for found in back.findings if found.weight != "note")
        self._is_odd, self._is_signed = bool(odd), back.is_signed
        parts: list[QWidget] = [*_to_mind(back, odd), *self._make(back, name, months)]
        if back.signature is not DigitalSignature.NONE:
            parts.append(label(signature_words(back), "caption", wrap=True))
        self._fields = ScrolledFields(parts)
        self.body.addWidget(self._fields, 1)
        first: QWidget = self.reason if name else self.who
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make(self, back: CameBack, name: str, months: int) -> tuple[QWidget, ...]:
        form, told = FormGrid(keeps_room=True), self._one.form.valid_until
        self._form = form
        self.who = form.add(_("Who &decides"), line_edit(longest=200), 6)
        self.who.setText(name)
        hint = _end_words(self._one, back, months)
        self.ends = form.add(_("&Ends on"), DayField(), 6, hint=hint)
        self.ends.choose(told)
        why = _("&Why") if self._is_odd else _("&Why, if there is something to say")
        self.reason = form.add(why, text_area(lines=3), 12)
        ink = _("I have seen the &signature in ink")
        if back.is_unread:
            ink = _("I have read it, and seen the &signature in ink")
        self.ink = CheckBox(ink)
        self.ink.setVisible(not back.is_signed)
        self.ink.toggled.connect(self._take_back)
        return form, self.ink

    @property
    def _only_unsigned(self) -> bool:
        """Whether nothing is not as asked but what goes with a signature that was seen."""
        back = self._one.last_return
        odd = [one for one in (back.findings if back else ()) if one.weight != "note"]
        return bool(odd) and all(one.code in _SEEN for one in odd)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fields.fit()

    def refuse(self, error: ExportDeskError) -> None:
        """Say why it cannot be accepted as told; all that was typed stays."""
        self._is_given = False
        if error.code == "certification-ends-early":
            self._mark_field(self.ends, say(error))
        else:
            self.say_wrong(say(error))

    def _give(self) -> None:
        if self._is_given:
            return
        self._form.clear_marks()
        self.say_wrong("")
        said = Acceptance(
            tidy(self.who.text()),
            tidy_lines(self.reason.toPlainText()),
            self.ends.value,
            not self._is_signed and self.ink.isChecked(),
        )
        settled = self._only_unsigned and said.ink_seen
        if not said.name:
            self._mark_field(self.who, _("Say who decides."))
        elif self.ends.is_bad:
            self._mark_field(self.ends, _("Write the date as YYYY-MM-DD."))
        elif self._is_odd and not settled and not said.reason:
            self._mark_field(self.reason, _("Say why it is accepted although it is not as asked."))
        elif not self._is_signed and not said.ink_seen:
            words = _("It is not signed. Tick that you have seen the signature, or reject.")
            if self._one.last_return is not None and self._one.last_return.is_unread:
                words = _("Tick that you have read it and seen the signature, or reject.")
            self.say_wrong(words)
            self.ink.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._is_given = True
            self.told.emit(said)

    def _take_back(self, _ticked: bool) -> None:
        self.say_wrong("")  # it asked for the tick

    def _mark_field(self, field: QWidget, words: str) -> None:
        self._form.mark(field, words)
        self._fields.fit()
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._fields.ensureWidgetVisible(field, 0, px(40))
