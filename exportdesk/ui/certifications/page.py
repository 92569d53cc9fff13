"""The Certifications page."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from typing_extensions import override

from exportdesk.core.certification_life import Certification
from exportdesk.core.changes import Changes
from exportdesk.core.errors import ExportDeskError, StorageFault
from exportdesk.core.i18n import _
from exportdesk.core.ids import CertificationId
from exportdesk.core.progress import Progress
from exportdesk.core.standing import Evidence
from exportdesk.operations.opened_copies import folder_for_copies
from exportdesk.storage.certifications import CertificationRow
from exportdesk.ui.certifications.acting import Acting
from exportdesk.ui.certifications.acts import mark_primary
from exportdesk.ui.certifications.batch_sheet import BatchHost
from exportdesk.ui.certifications.detail import CertificationDetail, evidence_name
from exportdesk.ui.certifications.handing import Handing, written
from exportdesk.ui.certifications.list_pane import CertificationList
from exportdesk.ui.certifications.looking import CertificationView, view_work
from exportdesk.ui.certifications.maker import Maker
from exportdesk.ui.certifications.receiving import Receiving
from exportdesk.ui.certifications.subjects import (
    CameBackFiles,
    NewCertification,
    NewCertifications,
    Show,
)
from exportdesk.ui.certifications.words import making_words
from exportdesk.ui.jobs import Latest
from exportdesk.ui.shell import Shell
from exportdesk.ui.unsaved import Unsaved
from exportdesk.ui.widgets import Page, Tone, px
from exportdesk.ui.widgets.brought import area_around
from exportdesk.ui.widgets.in_turn import PanesInTurn
from exportdesk.ui.widgets.states import ShownStack
from exportdesk.wiring import Desk

_NARROW = 820  # below this, one pane is shown at a time
_SHOWN = (
    Changes.CERTIFICATIONS
    | Changes.COMPANY
    | Changes.SETTINGS
    | Changes.DECISIONS
    | Changes.CUSTOMERS
)


class CertificationsPage(Page):
    """What customers certify: made, sent, taken in, accepted, renewed."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(_("Certifications"))
        self._desk, self._shell = desk, shell
        self._purpose = _("What you ask customers to sign, and how far each form is.")
        self._looking: Latest[CertificationView] = Latest(shell.screening)
        self._wanted: CertificationId | None = None
        self.list = CertificationList(desk, shell)
        self.detail = CertificationDetail(desk, shell)
        self.maker = Maker(desk, shell)
        self.handing = Handing(self, desk, shell)
        self.acting = Acting(self, desk, shell)
        self.receiving = Receiving(self, desk, shell)
        self.batch = BatchHost(self, desk, shell)
        self._unsaved = Unsaved(
            self, shell, "certifications", save=self.maker.keep, is_saving=self.maker.is_keeping
        )
        self._make_actions()
        self._panes = PanesInTurn(
            self.list,
            self.detail,
            table=self.list.table,
            inside=self.detail.tabs,
            back=_("All certifications"),
            key="certifications",
            settings=shell.settings,
            shares=(5, 7),
        )
        self.faces = ShownStack()
        self.faces.addWidget(self._panes)
        self.faces.addWidget(self.maker)
        self.body.addWidget(self.batch.card)
        self.body.addWidget(self.receiving.card)
        self.body.addWidget(self.faces, 1)
        self._connect()
        self._follow()
        self.list.look()

    def _make_actions(self) -> None:
        self.cancel = self.add_action(_("Cancel"), self.maker.leave)
        self.keep = self.add_action(_("&Keep draft"), self.maker.keep, hint="Ctrl+S")
        self.send = self.add_action(_("&Send…"), self.maker.keep_and_send, primary=True)
        self.take_in = self.add_action(
            _("&Import a PDF or picture…"), self._choose_file, glyph="tray-arrow-down"
        )
        self.new_button = self.add_action(
            _("&New certification"), self.new, glyph="plus", primary=True, hint="Ctrl+N"
        )

    def _connect(self) -> None:
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(self._go_into_detail)
        self.list.new_asked.connect(self.new)
        self.detail.act_asked.connect(self._act)
        self.detail.offered.connect(self.list.offer_acts)
        self.detail.offered.connect(self._mark_main)
        self.list.take_acts(self.detail.acts.actions_by_key)
        self.list.act_asked.connect(self._act)
        self.list.renew_asked.connect(self.batch.renew)
        self.detail.file_asked.connect(self._open_file)
        self.maker.turned.connect(self._follow)
        self.maker.opened.connect(self._go_to_top)
        self.maker.closed.connect(self._go_to_top)
        self.maker.closed.connect(self._panes.take_focus)
        self.maker.kept.connect(self._show_one)
        self.maker.send_asked.connect(self.handing.send)
        self.handing.sent.connect(self._show_one)
        self.acting.changed.connect(self._show_one)
        self.receiving.returned.connect(self._show_returned)
        self.acting.edit_asked.connect(self.maker.begin_with)
        self.batch.made.connect(self._show_batch)
        key = QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.setAutoRepeat(False)
        key.activated.connect(self._keep)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.setAutoRepeat(False)
        undo.activated.connect(self._undo)
        for part in (self.maker, self.handing, self.acting, self.receiving, self.batch):
            part.failed.connect(self.show_trouble)
        self.maker.kept.connect(self._unsaved.saved)
        self.maker.failed.connect(self._unsaved.fail)

    # What the window asks of a page

    @override
    def arrive(self, subject: object = None) -> None:
        """Be shown. `subject`: the number of one, a `Show`, a `NewCertification`..."""
        if isinstance(subject, CameBackFiles):  # a form that is being filled in stays open
            self.receiving.take_in(subject.paths, None, subject.refused)
            return
        if self.maker.is_open and (subject is None or not self.maker.leave()):
            return
        if isinstance(subject, NewCertification):
            self.begin(subject)
        elif isinstance(subject, NewCertifications):
            self.batch.ask(subject.customers)
        elif subject == Show.ENDING:
            self._panes.show_list()
            self._show_due()
        elif subject in set(Show):
            self._panes.show_list()
            self.list.show_only(Show(str(subject)).states)
        elif isinstance(subject, str) and subject:
            self._panes.show_detail()
            self._look_for(subject)
        self._panes.take_focus()

    @override
    def reload(self, changes: Changes) -> None:
        if changes & _SHOWN:
            self.refresh()

    @override
    def refresh(self) -> None:
        self.list.look()

    @override
    def new(self) -> None:
        self.begin(NewCertification(self.list.customer))

    @override
    def print_out(self) -> None:
        one = self.detail.one
        if one is not None and not self.maker.is_open and not one.is_draft:
            self.handing.print_out(one)
        elif one is not None and not self.maker.is_open:
            self.detail.open_large()

    @override
    def search(self) -> bool:
        if self.maker.is_open:
            return False
        self.list.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list.search.selectAll()
        return True

    @override
    def back(self) -> bool:
        if self.maker.back():
            return True
        if self._panes.shows_detail:
            self._panes.show_list()
            return True
        if self.list.is_filtered:
            self.list.clear_filters()
            self.list.look()
            return True
        return False

    @override
    def may_leave(self) -> bool:
        if not self.maker.loses:
            return self.maker.leave()
        return self._unsaved.may_close(
            _("Keep this certification as a draft?"),
            _("What you typed for it is not kept yet."),
            (_("Keep draft and close"), _("Close without keeping")),
        )

    @property
    @override
    def has_work(self) -> bool:
        return self.maker.is_open or self.receiving.card.is_busy or self.batch.card.is_busy

    # What is in view

    def begin(self, wanted: NewCertification) -> None:
        """Begin one in the form."""
        if not self._desk.read_only and self.maker.leave():
            self.banner.clear()
            self.maker.begin(wanted)

    def _show_due(self) -> None:
        """List what ends or ended, with all selected that are to be renewed."""
        batches = self._desk.certification_batches
        self._shell.screening.start(
            lambda _progress: batches.to_renew(),
            done=self.list.show_due,
            failed=self.show_trouble,
        )

    def _look_for(self, number: str) -> None:
        desk = self._desk
        self._shell.screening.start(
            lambda _progress: desk.certifications.by_number(number),
            done=self._show_one,
            failed=self.show_trouble,
        )

    def _show_one(self, one: Certification) -> None:
        self.list.show_one(one.id)

    def _show_returned(self, one: Certification) -> None:
        self.list.show_one(one.id)
        self._panes.show_detail()
        self.detail.show_returned()

    def _show_batch(self, made: tuple[Certification, ...]) -> None:
        if made:
            self.list.show_one(made[0].id)

    def _choose(self, row: CertificationRow | None) -> None:
        if row is None:
            self._wanted = None
            self._looking.drop()
            self.detail.show_nothing()
            return
        self._wanted = row.id
        self._looking.start(
            view_work(self._desk, row.id), done=self._show, failed=self._cannot_show
        )

    def _show(self, view: CertificationView) -> None:
        if view.one.id == self._wanted:
            self.detail.show_view(view)

    def _cannot_show(self, error: ExportDeskError) -> None:
        if error.code != "certification-unknown":
            self.show_trouble(error)
        self.detail.show_nothing()

    def _go_to_top(self) -> None:
        """Show where the form, or the table, begins: in a narrow window the page scrolls."""
        area = area_around(self)
        if area is not None:
            area.verticalScrollBar().setValue(0)

    def _go_into_detail(self) -> None:
        one = self.detail.one
        if one is not None and one.is_draft and not self._desk.read_only:
            self.maker.edit(one)
        elif one is not None:
            self._panes.show_detail()
            self.detail.tabs.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self) -> None:
        making, writable = self.maker.is_open, not self._desk.read_only
        self.faces.setCurrentIndex(int(making))
        for part in (self.cancel, self.keep, self.send):
            part.setVisible(making)
        for part in (self.keep, self.send):
            part.setEnabled(not self.maker.is_busy)
        for part in (self.take_in, self.new_button):
            part.setVisible(not making and writable)
        one = self.maker.fields.one
        if making and one is not None:
            self.say(*making_words(one))
        else:
            self.say(_("Certifications"), self._purpose)

    # What is done

    def _keep(self) -> None:
        if self.maker.is_open:
            self.maker.keep()

    def _undo(self) -> None:
        if not self.maker.is_open:
            self.acting.undo()

    def _mark_main(self, _may: object) -> None:
        """Fill the button of what comes next: that of the one in view; a new one without any."""
        mark_primary(self.new_button, "plus", is_primary=self.detail.view is None)

    def _choose_file(self) -> None:
        self.receiving.choose_file()

    def _act(self, key: str) -> None:
        view = self.detail.view
        if view is None or view.one.id != self._wanted:
            return
        acts: dict[str, Callable[[Certification], object]] = {
            "edit": self.maker.edit,
            "send": self.handing.send,
            "print": self.handing.print_out,
            "save": self.handing.save,
            "email": self.handing.email,
            "receive": self.receiving.choose_file,
            "seen": self.acting.saw_signature,
            "accept": self.acting.accept,
            "renew": self.acting.renew,
            "version": self.acting.new_version,
            "attach": self.acting.attach,
            "discard": self.acting.discard,
        }
        self.banner.clear()
        if key == "reject":
            self.acting.reject(view)
        else:
            acts[key](view.one)

    def _open_file(self, file: Evidence) -> None:
        """Show a copy of a file in the system's own program; what is not ours with a warning."""
        desk, one = self._desk, self.detail.one
        odd = one is not None and any(file in back.files and back.traits for back in one.returns)
        if odd and not self._shell.ask.confirm(
            self,
            _("Open {name} in another program?").format(name=evidence_name(file)),
            _("It holds something that has no business in a form. See what was found in it."),
            yes=_("Open all the same"),
            danger=True,
        ):
            return

        def work(_progress: Progress) -> Path:
            data = desk.certifications.read(file)
            try:
                folder = folder_for_copies()
            except OSError as error:
                raise StorageFault("file-unwritable", detail=str(error)) from error
            return written(folder / (evidence_name(file) or "file"), data)

        self._shell.background.start(work, done=self._opened, failed=self.show_trouble)

    def _opened(self, path: Path) -> None:
        if not self._shell.ask.open_outside(self, path):
            self.banner.say(
                _("No program on this computer opens {name}.").format(name=path.name), Tone.AMBER
            )

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._panes.stand(narrow=self.width() < px(_NARROW))
