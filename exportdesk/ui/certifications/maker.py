"""Making a certification: the fields, and beside them the paper as it comes out."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from exportdesk.core.certification_life import Certification
from exportdesk.core.clock import today
from exportdesk.core.i18n import _
from exportdesk.core.progress import Progress
from exportdesk.documents.wording_file import LANGUAGES
from exportdesk.operations.certifications import CERTIFICATION_CHANGES
from exportdesk.operations.product_rows import FoundProducts, ProductQuery, ProductRow
from exportdesk.storage.customer_rows import CustomerRow
from exportdesk.ui.cases.customer_picking import CustomerPicker
from exportdesk.ui.cases.picking import product_picker
from exportdesk.ui.certifications.form import CertificationFields
from exportdesk.ui.certifications.languages import Wordings, usable_wordings, wanted_language
from exportdesk.ui.certifications.looking import paper_work, standing_of
from exportdesk.ui.certifications.panes import FormPanes
from exportdesk.ui.certifications.paper_box import PaperBox
from exportdesk.ui.certifications.subjects import NewCertification
from exportdesk.ui.jobs import Latest
from exportdesk.ui.matches.parts import say_in
from exportdesk.ui.shell import Shell
from exportdesk.ui.standing_words import customer_follows
from exportdesk.ui.widgets import Card, EmptyState, label, px, restyle
from exportdesk.wiring import Desk

_PAUSE_MS = 300  # of typing, before the paper is drawn anew
_NARROW = 820  # below this, the fields and the paper take turns


@dataclass(frozen=True, slots=True)
class Prepared:
    """A draft with what its form shows beside it: the wordings, how its customer stands."""

    one: Certification
    wordings: Wordings
    customer: CustomerRow | None = None


class Maker(QWidget):
    """`opened` and `closed` tell that it was, `turned` that anything of it is otherwise; `kept` a
    draft that was kept, `send_asked` one that is to go out, `failed` an error.
    """

    turned = Signal()
    opened = Signal()
    closed = Signal()
    kept = Signal(object)
    send_asked = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self._desk, self._shell = desk, shell
        self.is_open = False
        self.is_busy = False
        self._was: Certification | None = None  # as it is kept; None for one that is not
        self._loaded: Certification | None = None
        self._sends = False
        self._preparing: Latest[Prepared] = Latest(shell.screening)
        countries = desk.rulebook.countries.choices()
        self.fields = CertificationFields(countries, LANGUAGES, desk.rulebook.policy.renew_months)
        self.paper = PaperBox(
            shell.background,
            _("The certification on paper"),
            EmptyState("file-sign", _("The paper appears here"), _("It is drawn as you type.")),
        )
        self.follows = label("", "finding", wrap=True)
        self.paper.large_asked.connect(self._open_large)
        sheet = Card(flush=True)
        sheet.body.addWidget(self.paper)
        self._panes = FormPanes(self.fields, sheet, settings=shell.settings)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.follows)
        column.addWidget(self._panes, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self.draw)
        self.fields.changed.connect(self._timer.start)
        self.fields.customer_asked.connect(self.pick_customer)
        self.fields.items.more_asked.connect(self.pick_products)

    @property
    def is_changed(self) -> bool:
        """Whether something is typed that is not kept."""
        return self.is_open and self.fields.read() != self._loaded

    @property
    def loses(self) -> bool:
        """Whether something is lost where it is closed and not kept."""
        one = self.fields.one
        begun = self._was is None and (one is None or not one.replaces)  # not as one was sent
        return self.is_changed or (self.is_open and begun and bool(self.fields.legal_name.text()))

    def is_keeping(self) -> bool:
        """Tell whether a draft is being kept."""
        return self.is_busy

    # Opening

    def begin(self, wanted: NewCertification) -> None:
        """Prepare one for a customer, a case or products, and open it; nothing is kept yet."""
        desk = self._desk

        def work(_progress: Progress) -> Prepared:
            customer = wanted.customer
            if customer is None and wanted.case is not None:
                case = desk.workspace().cases.get(wanted.case)
                customer = (case.customer if case is not None else None) or None
            kept = desk.workspace().customers.get(customer) if customer else None
            languages = usable_wordings(desk)
            language = wanted_language(kept.profile.country if kept else "", languages)
            made = desk.certifications.make.prepared(
                customer, wanted.case, wanted.products, language
            )
            return Prepared(made, languages, standing_of(desk, made))

        self._preparing.start(work, done=self._open_new, failed=self.failed.emit)

    def begin_with(self, one: Certification) -> None:
        """Open a draft that is not kept: the next version of one that was sent, a renewal."""
        self._prepare(one, self._open_new)

    def edit(self, one: Certification) -> None:
        """Open a draft that is kept."""
        self._was = one
        self._prepare(one, self._open)

    def _prepare(self, one: Certification, done: Callable[[Prepared], None]) -> None:
        desk = self._desk
        self._preparing.start(
            lambda _progress: Prepared(one, usable_wordings(desk), standing_of(desk, one)),
            done=done,
            failed=self.failed.emit,
        )

    def _open_new(self, made: Prepared) -> None:
        self._was = None
        self._open(made)

    def _open(self, made: Prepared) -> None:
        self.is_open = True
        self._panes.show_form()
        self.paper.forget()
        self._show(made)
        self._loaded = self.fields.read()
        self.draw()
        self.turned.emit()
        self.opened.emit()
        self.fields.begin()

    def draw(self) -> None:
        """Draw the paper as it is typed."""
        one = self.fields.read_for_paper()
        if self.is_open and one is not None:
            self.paper.make(paper_work(self._desk, one))

    # Leaving

    def back(self) -> bool:
        """Go back from the paper to the form where they take turns, else leave it; tell whether
        it was open.
        """
        if not self.is_open:
            return False
        if not self._panes.leave():
            self.leave()
        return True

    def leave(self) -> bool:
        """Close it; asks first where something would be lost. Tell whether it is closed."""
        if not self.is_open:
            return True
        if self.is_busy:
            return False
        if self.loses and not self._shell.ask.confirm(
            self,
            _("Leave without keeping this certification?"),
            _("What you typed for it is not kept."),
            yes=_("Leave"),
            danger=True,
        ):
            return False
        self._close()
        return True

    def _close(self) -> None:
        self._timer.stop()
        self.is_open = False
        self.turned.emit()
        self.closed.emit()

    # Keeping

    def keep(self) -> None:
        """Keep the draft."""
        self._keep(sends=False)

    def keep_and_send(self) -> None:
        """Keep the draft, and go on to how it goes out."""
        self._keep(sends=True)

    def _keep(self, *, sends: bool) -> None:
        one = self.fields.read()
        if one is None or self.is_busy:
            return
        if not self.fields.check(today(self._desk.clock)):
            self._show_wrong()
            return
        self._sends = sends
        self.is_busy = True
        self.turned.emit()
        certifications, was = self._desk.certifications, self._was

        def work(_progress: Progress) -> Certification:
            if was is None:
                worded = replace(one, form=certifications.make.worded(one.form))
                return certifications.keep([worded])[0]
            return certifications.save(one, was)

        self._shell.jobs.start(work, done=self._kept, failed=self._not_kept)

    def _show_wrong(self) -> None:
        """Bring the field that was marked into view, where the paper stands in its place."""
        if self._panes.leave():
            self.fields.check(today(self._desk.clock))

    def _kept(self, one: Certification) -> None:
        self.is_busy = False
        self._close()
        self._shell.bus.tell(CERTIFICATION_CHANGES)
        self.kept.emit(one)
        if self._sends:
            self.send_asked.emit(one)
        else:
            self._shell.window.toast(_("{number} is kept as a draft.").format(number=one.title))

    def _not_kept(self, error: object) -> None:
        self.is_busy = False
        self.turned.emit()
        self.failed.emit(error)

    # Choosing

    def pick_customer(self) -> None:
        """Ask for whom it is."""
        sheet = CustomerPicker(
            self,
            self._desk,
            self._shell,
            words=_("The form is filled with what you keep about the customer."),
        )
        sheet.picked.connect(self._take_customer)
        sheet.open()

    def _take_customer(self, rows: tuple[CustomerRow, ...]) -> None:
        one, chosen, desk = self.fields.read(), rows[0], self._desk
        if one is None:
            return

        def work(_progress: Progress) -> Prepared:
            languages = usable_wordings(desk)
            language = wanted_language(chosen.country, languages)
            fresh = desk.certifications.make.prepared(chosen.id, None, (), language)
            asked = replace(one.form.asked, customer=fresh.form.asked.customer)
            form = replace(one.form, customer=chosen.id, asked=asked, language=fresh.form.language)
            made = replace(one, form=form, customer_name=chosen.name)
            return Prepared(made, languages, standing_of(desk, made))

        self._preparing.start(work, done=self._take, failed=self.failed.emit)

    def _take(self, made: Prepared) -> None:
        self._show(made)
        self.draw()
        self.turned.emit()

    def _show(self, made: Prepared) -> None:
        follows, tone = customer_follows(made.customer)
        say_in(self.follows, follows)
        restyle(self.follows, tone=tone.value)
        self.fields.offer_languages(made.wordings, made.one.form.language)
        self.fields.load(made.one)

    def pick_products(self) -> None:
        """Ask for products."""
        rows = self._desk.product_rows
        self._shell.screening.start(
            lambda progress: rows.find(ProductQuery(), progress),
            done=self._offer_products,
            failed=self.failed.emit,
        )

    def _offer_products(self, found: FoundProducts) -> None:
        sheet = product_picker(self, found.rows)
        sheet.picked.connect(self._take_products)
        sheet.open()

    def _take_products(self, rows: tuple[ProductRow, ...]) -> None:
        desk, chosen = self._desk, [row.id for row in rows]
        self._shell.screening.start(
            lambda _progress: desk.certifications.make.prepared(products=chosen),
            done=self._add_items,
            failed=self.failed.emit,
        )

    def _add_items(self, made: Certification) -> None:
        self.fields.items.put_in(made.form.items)

    def _open_large(self) -> None:
        if self.paper.pdf:
            self._shell.window.preview(
                self.paper.pdf, _("Draft of a certification"), _("Certification draft") + ".pdf"
            )

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._panes.stand(narrow=self.width() < px(_NARROW))
