"""Draws every page of the program, for the docs and for the eye: `python3 dev.py pictures`.

    python -m tests.pictures [--to DIR] [--scale N] [--only PAGE] [--width W] [--height H]

The workspace is the demo's, the clock stands still, so the same program draws the same pictures.
"""

import argparse
import os
import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PIL import Image
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit

from exportdesk.core import resources
from exportdesk.core.cases import CaseStep
from exportdesk.core.company import Theme
from exportdesk.core.customers import Customer, PartyAddress, PartyName, Profile
from exportdesk.core.ids import PartyId, new_id
from exportdesk.core.parties import Party
from exportdesk.core.progress import Silent
from exportdesk.core.screenings import Verdict
from exportdesk.operations.deciding import Word
from exportdesk.operations.demo_certifications import fill_certifications
from exportdesk.operations.demo_run import do_the_main_job, fill_demo
from exportdesk.ui.app import Program, make_application
from exportdesk.ui.book_import.sheet import Stage
from exportdesk.ui.book_import.words import Show
from exportdesk.ui.cases.page import CasesPage
from exportdesk.ui.certifications.page import CertificationsPage
from exportdesk.ui.customers.detail import SCREENING
from exportdesk.ui.customers.page import CustomersPage
from exportdesk.ui.lists.page import ListsPage
from exportdesk.ui.main_window import MainWindow
from exportdesk.ui.pages import PAGES, pages
from exportdesk.ui.papers.passages_box import PassagesBox
from exportdesk.ui.papers.wording_editor import WordingEditor
from exportdesk.ui.products.page import ProductsPage
from exportdesk.ui.readiness import ReadyState, readiness_of
from exportdesk.ui.review.badge import ReviewBadge
from exportdesk.ui.search.dialog import SearchDialog
from exportdesk.ui.widgets import Toast
from exportdesk.wiring import Desk
from tests.casebook import open_cases
from tests.fakes import FakeClock
from tests.importing import ImporterHere
from tests.patience import settle, wait
from tests.picture_parts import PARTS, part_of
from tests.ui.leftovers import let_go_of_windows
from tests.ui.scripted import ScriptedAsk

ROOT = Path(__file__).resolve().parents[1]
CHECKS = ("book-check", "merge")
MORE = (
    "record",
    "empty",
    "own",
    "search",
    "import-columns",
    "import-rows",
    *CHECKS,
    "case",
    "case-decision",
    "certification-form",
    "wording",
    *PARTS,
)

LETTER = """No.,Company,a.k.a.,Country,Address,Why
1,Quillmere Trading FZE,Quillmere; Квиллмер,AE,"4 Dune Road, Sharjah",Shipped bearings onward
2,Ostrava Nine Shipping,,Panama,,Named in the letter
3,Anders Fjellstrøm,A. Fjellstrøm,Nordland,,Director of Quillmere
4,Brightwater Components Ltd,,HK,"Unit 9, Long Road 12, Kowloon",Same address as Quillmere
5,,,CN,,
6,Lindqvist Precision Parts,,TR,Sanayi Caddesi 4,
"""

CUSTOMERS = """Cust. no;Company;Street;City;Country;VAT number;E-mail;Owner;Owner percent
;Hallgrenze Prüftechnik GmbH;Am Kai 4;Kiel;Deutschland;DE814123;info@hallgrenze.example;;
K-102;Tramontana Óptica SL;Calle Mayor 3;Madrid;Atlántida;ESB123;v@tramontana.example;;
K-103;Calm Brook Optics;1 Mill Lane;Ottawa;Canada;;x@calmbrook.example;Quiet Holding;51
K-104;Lindqvist Precision Parts;Sanayi Cad. 4;Bursa;Türkei;;;Anders Fjellstrøm;120
;;Somewhere 9;Lyon;France;;;;
K-103;Calm Brook Optics Inc;1 Mill Lane;Ottawa;CA;;;;
"""


def main() -> int:
    """Draw what is asked for and say where it is."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--to", type=Path, default=ROOT / "docs" / "pictures")
    ask.add_argument("--scale", type=float, default=1.0)
    ask.add_argument("--width", type=int, default=1280)
    ask.add_argument("--height", type=int, default=800)
    ask.add_argument(
        "--only",
        choices=[*PAGES, *MORE],
        action="append",
    )
    args = ask.parse_args()
    args.to.mkdir(parents=True, exist_ok=True)
    os.environ["QT_SCALE_FACTOR"] = str(args.scale)
    application = make_application(["exportdesk"])
    with tempfile.TemporaryDirectory(prefix="exportdesk-pictures-") as folder:
        prepare(Path(folder) / "demo")
        for theme in (Theme.LIGHT, Theme.DARK):
            draw(application, Path(folder), theme, args)
    return 0


def prepare(folder: Path) -> None:
    """Fill the demo workspace, with one screening of all customers and one of a single party."""
    desk = open_desk(folder)
    try:
        fill_demo(desk, Silent())
        do_the_main_job(desk, Silent())
        for name in ("Hallgrenze Prüftechnik GmbH", "Sagitta Instruments Ltd"):
            desk.screenings.save([desk.screenings.screen(Party(name))], reference="PO-88213")
        let_one_come_back(desk)
        fill_certifications(desk.at, desk.clock, Silent())
        open_cases(desk)
    finally:
        desk.close()
    # A picture for everybody shows no folder of this machine.
    shown, here = "E:/lists", str(resources.path("demo").resolve())
    for file in ("workspace.db", "lists.db"):
        with closing(sqlite3.connect(folder / file)) as db, db:
            db.execute("update editions set body = replace(body, ?, ?)", (here, shown))


def let_one_come_back(desk: Desk) -> None:
    """Screen the customers, decide one match, and change that customer."""
    desk.book.screen(Silent())
    first = desk.deciding.queue()[0].match
    word = Word(Verdict.NOT_SAME, "Born in 1991, the listed person in 1986")
    desk.deciding.decide(desk.deciding.subjects([first]), word)
    kept = desk.customers.get(first.customer)
    moved = PartyAddress("Calle del Fresno 41, Guadalajara", country="MX")
    profile = replace(kept.profile, addresses=(moved,))
    desk.customers.save(replace(kept, profile=profile))
    desk.book.screen(Silent())


def open_desk(folder: Path, *, read_only: bool = False) -> Desk:
    """Open a workspace at a moment that stands still."""
    clock = FakeClock()
    return Desk(
        folder,
        clock=clock,
        zone=clock.zone,
        read_only=read_only,
        importer=ImporterHere(folder, clock),
    )


def draw(application: QApplication, folder: Path, theme: Theme, args: argparse.Namespace) -> None:
    """Draw every page in one theme."""
    only = args.only or [*PAGES, *MORE]
    for name in only:
        workspace = folder / ("nothing" if name == "empty" else "demo")
        if name in CHECKS or name in PARTS:  # what it adds to the book is on no other picture
            workspace = folder / f"{name}-{theme.value}"
            shutil.copytree(folder / "demo", workspace)
        desk = open_desk(workspace)
        if name in PARTS:  # what changes there is told, and the theme asked for again
            desk.profile.save_settings(replace(desk.settings(), theme=theme))
        settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        ask = ScriptedAsk("Close without saving")  # what was typed on Screen
        program = Program(application, workspace, settings, ask)
        try:
            program.open(lambda desk=desk, **_: desk, pages)  # type: ignore[misc] # one desk
            window = program.window
            assert window is not None
            window.shell.appearance.wear(theme)
            window.resize(args.width, args.height)
            picture_of(window, desk, name, args.to / f"{name}-{theme.value}.png")
            window.close()
        finally:
            program.close()
            del program
            let_go_of_windows()


def picture_of(window: MainWindow, desk: Desk, name: str, path: Path) -> None:
    """Bring the window to what is to be seen and save it."""
    shown = {
        "empty": "home",
        "record": "records",
        "own": "lists",
        "search": "home",
        "case": "cases",
        "case-decision": "cases",
        "certification-form": "certifications",
        "wording": "settings",
        "import-columns": "customers",
        "import-rows": "customers",
        "book-check": "customers",
        "merge": "customers",
        **{part: on for part, (on, _bring) in PARTS.items()},
    }
    window.make("home")  # as the program does first: the rest follows from it
    window.make(shown.get(name, name))
    window.go(shown.get(name, name))
    ready = readiness_of(desk, window.shell)
    wait(lambda: ready.state is not ReadyState.LOADING)
    bus = window.shell.bus  # the number beside Review comes some time after the first page
    wait(lambda: bus.findChild(ReviewBadge) is not None and not window.shell.screening.busy)
    seen: QDialog | MainWindow = window
    if name == "screen":
        type_in_screen(window)
    if name == "customers":
        show_customer(window, desk)
    if name.startswith("case-") or name == "case":
        show_case(window, desk, CaseStep.DECISION if name != "case" else CaseStep.PROFILE)
    if name.startswith("certification"):
        show_certification(window, form=name == "certification-form")
    if name == "wording":
        seen = change_wording(window, desk)
    if name == "products":
        choose_product(window, "NI-CAM-OLD")
    if name == "search":
        window.shell.bus.search_asked.emit("hallgrenze")
        wait(lambda: bool(window.findChildren(SearchDialog)))
        seen = window.findChildren(SearchDialog)[0]
        settle(0.6)
    if name == "own":
        add_own_list(window, desk.folder)
    if name in CHECKS:
        check_the_book(window, desk, merge=name == "merge")
    if name.startswith("import"):
        import_customers(window, desk.folder, rows=name == "import-rows")
    for edit in window.findChildren(QLineEdit):
        # A picture for everybody shows no folder of this machine.
        if str(desk.folder) in edit.text():
            edit.setText(edit.text().replace(str(desk.folder), "E:/exportdesk"))
    if name == "record":
        window.preview(desk.screenings.paper("S-2026-0003"), "S-2026-0003", "S-2026-0003.pdf")
        wait(lambda: bool(window.findChildren(QDialog)))
        seen = window.findChildren(QDialog)[0]
        settle(1.0)
    settle()
    part = part_of(name, window, desk) if name in PARTS else seen.rect()
    keep(seen.grab(part).toImage(), path)
    sys.stdout.write(f"{path}\n")
    if isinstance(seen, QDialog):
        seen.close()


def keep(seen: QImage, path: Path) -> None:
    """Save a picture in 256 colors: it takes a third of the room, and nobody sees a difference."""
    rows = seen.convertToFormat(QImage.Format.Format_RGB888)
    size, across = (rows.width(), rows.height()), rows.bytesPerLine()
    picture = Image.frombytes("RGB", size, bytes(rows.constBits()), "raw", "RGB", across)
    few = picture.quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


def show_case(window: MainWindow, desk: Desk, step: CaseStep) -> None:
    """Show the case of an order at one of its steps."""
    page = window.page
    assert isinstance(page, CasesPage)
    page.arrive(desk.cases.by_number("D-2026-0003").id)
    wait(lambda: page.session.view is not None and not window.shell.background.busy)
    page.pane.go_to(step)
    settle(0.4)


def show_certification(window: MainWindow, *, form: bool) -> None:
    """Show what came back of a certification, or a draft in the form."""
    page = window.page
    assert isinstance(page, CertificationsPage)
    wait(lambda: bool(page.list.model.rows))
    number = "C-2026-0010" if form else "C-2026-0008"
    page.arrive(number)
    wait(lambda: page.detail.one is not None and page.detail.one.number == number)
    if form:
        page.list.opened.emit()
        wait(lambda: bool(page.maker.paper.pdf))
    else:
        page.detail.show_returned()
    settle(0.6)


def change_wording(window: MainWindow, desk: Desk) -> QDialog:
    """Show the wording of certifications while a clause of it is changed."""
    title = "Certification, English"
    opened = desk.wordings.open("certification", "en")
    editor = WordingEditor(window, desk, window.shell, title, opened)
    editor.open()
    editor.form.show_part("passages")
    wait(lambda: bool(editor.paper.pdf))
    box = editor.form.findChild(PassagesBox)
    assert box is not None
    clause = box.rows[0]
    clause.field.setPlainText(f"{clause.text} We keep this statement with our records.")
    settle(2.5)
    ask = window.shell.ask
    assert isinstance(ask, ScriptedAsk)
    ask.answers.append(True)  # it is left without being kept
    return editor


def choose_product(window: MainWindow, sku: str) -> None:
    """Choose a product on the Products page."""
    page = window.page
    assert isinstance(page, ProductsPage)
    wait(lambda: page.pane.total > 0)
    page.pane.table.choose(next(row for row in page.pane.model.rows if row.product.sku == sku))


def type_in_screen(window: MainWindow) -> None:
    """Type a party into the Screen page, as a person would."""
    page = window.page
    assert page is not None
    name = next(edit for edit in page.findChildren(QLineEdit) if edit.accessibleName() == "Name")
    QTest.keyClicks(name, "OOO Severny Impuls Trading")
    address = next(e for e in page.findChildren(QLineEdit) if e.accessibleName() == "Address")
    QTest.keyClicks(address, "Zavodskaya 12/4, Moscow")
    for box in page.findChildren(QComboBox):
        if box.accessibleName() == "Country":
            box.setFocus(Qt.FocusReason.OtherFocusReason)
            line = box.lineEdit()
            assert line is not None
            line.selectAll()
            QTest.keyClicks(line, "Russia")
            QTest.keyClick(line, Qt.Key.Key_Return)
    settle(0.6)


def show_customer(window: MainWindow, desk: Desk) -> None:
    """Show a customer with a match, once the whole book is screened."""
    page = window.page
    assert isinstance(page, CustomersPage)
    wait(lambda: not desk.book.is_due() and not window.shell.background.busy)
    page.arrive(desk.workspace().customer_rows.named("Baltex Messtechnik GmbH")[0].id)
    wait(lambda: page.detail.name.text().startswith("Baltex"))
    page.detail.tabs.setCurrentIndex(SCREENING)
    for toast in window.findChildren(Toast):
        toast.close_now()


def add_own_list(window: MainWindow, folder: Path) -> None:
    """Open the sheet for an own list on a made-up letter."""
    letter = folder / "Letter of 3 May 2026.csv"
    letter.write_text(LETTER, "utf-8")
    page = window.page
    assert isinstance(page, ListsPage)
    page.own.begin()
    sheet = page.own.sheet
    sheet.open_file(letter)
    wait(lambda: bool(sheet.found.summary.text()))
    sheet.about.kind.setFocus()
    while sheet.about.kind.value != "red_flag":
        QTest.keyClick(sheet.about.kind, Qt.Key.Key_Down)
    sheet.about.dated.setText("2026-05-03")
    sheet.about.reference.setText("BIS-2026-0117")
    sheet.about.asks.setText("Resolve the red flag before you ship")
    sheet.about.name.setCursorPosition(0)
    sheet.about.reference.setFocus()


def import_customers(window: MainWindow, folder: Path, *, rows: bool) -> None:
    """Open the import on a made-up table, at its columns or at its rows."""
    table = folder / "Customers of June.csv"
    table.write_text(CUSTOMERS, "utf-8")
    page = window.page
    assert isinstance(page, CustomersPage)
    page.importing.open_file(table)
    sheet = page.importing.sheet
    wait(lambda: sheet.stage is Stage.COLUMNS)
    if rows:
        sheet.go_on()
        wait(lambda: sheet.stage is Stage.ROWS)
        sheet.rows.filter.choose(Show.ALL)
        sheet.rows.filter.picked.emit(Show.ALL)
        sheet.rows.table.choose_place(1)
        sheet.rows.table.setFocus()


def check_the_book(window: MainWindow, desk: Desk, *, merge: bool) -> None:
    """Look over a book in which something is to be put right."""
    kept = desk.workspace().customer_rows.named("Hallgrenze Prüftechnik GmbH")[0]
    first = desk.customers.get(kept.id)
    again = replace(
        first,
        id=PartyId(new_id()),
        reference="K-0417",
        related=(),
        profile=replace(
            first.profile,
            names=(PartyName("Hallgrenze Pruftechnik"),),
            addresses=(PartyAddress("Am Kai 4", "Kiel", postal_code="24103", country="DE"),),
            website="www.hallgrenze.example",
        ),
    )
    others = [
        Customer(PartyId(new_id()), Profile((PartyName(name),), addresses=addresses))
        for name, addresses in (
            ("International Trading Company", (PartyAddress(country="AE"),)),
            ("Calm Brook Optics", ()),
            ("Tramontana Óptica", ()),
            ("Quiet Meadow Honey", (PartyAddress("Sanayi Caddesi 14", "Bursa", country="TR"),)),
            ("Lindqvist Seals", (PartyAddress("14, Sanayi Cad.", "BURSA", country="TR"),)),
        )
    ]
    desk.customers.save_all([again, *others])
    page = window.page
    assert isinstance(page, CustomersPage)
    page.begin_check()
    sheet = page.checking.sheet
    wait(lambda: bool(sheet.kinds_model.rows))
    sheet.kinds.choose(next(o for o in sheet.kinds_model.rows if o.what == "same_name"))
    wait(lambda: len(sheet.detail.side.names) == 2)
    if merge:
        sheet.detail.begin_merge()
        wait(sheet.detail.merging.agree.isEnabled)
    else:
        sheet.table.setFocus()


if __name__ == "__main__":
    sys.exit(main())
