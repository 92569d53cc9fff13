"""The page every paper is printed on: letterhead, number and code, foot with page x of y."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from reportlab import rl_config
from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFInfo, PDFString
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, NextPageTemplate, PageTemplate
from typing_extensions import override

from exportdesk.core.company import Company
from exportdesk.core.i18n import _
from exportdesk.core.papers import Letterhead
from exportdesk.documents.accent import accent, accented
from exportdesk.documents.blocks import shortened
from exportdesk.documents.breaking import unbroken
from exportdesk.documents.embedding import EmbeddedFonts
from exportdesk.documents.logo import read_logo
from exportdesk.documents.packing import packed
from exportdesk.documents.tagging import Tags, artifact, tagged
from exportdesk.documents.text import draw_lines, forget, lines_of, natural_width, storable
from exportdesk.documents.tokens import (
    CAPTION,
    CAPTION_BOLD,
    DEMO,
    FOOT,
    HEAD_NAME,
    HEAD_NUMBER,
    LINE,
    MARGIN,
    MARK,
    MM,
    SMALL_QUIET,
    WHITE,
    Style,
)
from exportdesk.documents.widgets import Widgets

# Countries whose offices print on US Letter (the territories of the United States among them).
LETTER_COUNTRIES = frozenset(
    "US CA MX PH CL CO VE CR GT SV NI PA DO BZ HN PR GU VI AS MP".split()  # noqa: SIM905 - a list of codes reads best so
)
QR_SIZE = 17 * MM
FOOT_SPACE = 12 * MM
RUNNING_HEAD = 9 * MM
GAP = 12.0

rl_config.useA85 = 0  # plain bytes instead of ASCII: a fifth smaller, and a slow loop less


@dataclass(frozen=True, slots=True)
class Paper:
    """What the page itself says of a paper.

    `number` stands beside the code, `notes` under it (version, dates); `code` is what the QR holds.
    `foot_note` is the sentence at the foot of every page; `mark` stands large and pale behind each.
    `logo` is a picture (PNG or JPEG) in the place of the company's initial, `accent` the color in
    the place of the program's. `page_words` says which page it is, with places for number and
    count; "" says so in the language of the program. `foot_number` stands at the foot in the place
    of `number`. One that `is_demo` says so above every page: its number is not the company's own.
    """

    title: str
    number: str
    notes: tuple[str, ...]
    code: str
    company: Company
    country: str
    foot_note: str
    language: str = "en"
    subject: str = ""
    producer: str = "ExportDesk"
    mark: str = ""
    logo: bytes = b""
    accent: str = ""
    page_words: str = ""
    foot_number: str = ""
    is_demo: bool = False


def with_letterhead(paper: Paper, letterhead: Letterhead | None) -> Paper:
    """Return a paper as the company has its papers."""
    if letterhead is None:
        return paper
    mark = letterhead.mark or paper.mark
    look = replace(paper, logo=letterhead.logo, accent=letterhead.accent, mark=mark)
    return replace(look, is_demo=letterhead.is_demo)


def page_size(country: str) -> tuple[float, float]:
    """Return the sheet that offices in `country` use, in points."""
    width, height = LETTER if country in LETTER_COUNTRIES else A4
    return float(width), float(height)


def content_width(country: str) -> float:
    """Return the width between the margins."""
    return page_size(country)[0] - 2 * MARGIN


def render(
    paper: Paper,
    story: Sequence[Flowable],
    *,
    fillable: bool = False,
    more_follow: bool = False,
) -> bytes:
    """Return the paper as PDF: the same bytes for the same input.

    `fillable` leaves the fields of the story open to be filled in on screen. Where `more_follow`,
    what was shaped is kept for the next paper, which says much the same.
    """
    width, height = page_size(paper.company.country)
    head = _Letterhead(paper, width - 2 * MARGIN)
    foot = MARGIN + FOOT_SPACE - 4 * MM
    first = _frame(width, foot, height - MARGIN - head.height - GAP)
    later = _frame(width, foot, height - MARGIN - RUNNING_HEAD)

    def draw_first(canvas: Canvas, template: object) -> None:
        with artifact(canvas):
            _draw_mark(canvas, paper.mark, width, height)
        if paper.is_demo:
            with tagged(canvas, "P"):
                _draw_demo(canvas, width, height)
        head.draw(canvas, MARGIN, height - MARGIN)

    def draw_later(canvas: Canvas, template: object) -> None:
        with artifact(canvas):
            _draw_mark(canvas, paper.mark, width, height)
            if paper.is_demo:
                _draw_demo(canvas, width, height)
            _draw_running_head(canvas, paper, width, height - MARGIN)

    out = BytesIO()
    template = _template(out, paper, (width, height))
    template.addPageTemplates(
        [
            PageTemplate("first", [first], onPage=draw_first),
            PageTemplate("later", [later], onPage=draw_later),
        ]
    )

    def canvas_maker(*args: Any, **keywords: Any) -> Canvas:
        return _PaperCanvas(out, paper, (width, height), fillable)

    try:
        with accented(paper.accent):
            template.build([NextPageTemplate("later"), *story], canvasmaker=canvas_maker)
    finally:
        if not more_follow:
            forget()
    return out.getvalue()


def _template(out: BytesIO, paper: Paper, size: tuple[float, float]) -> BaseDocTemplate:
    return BaseDocTemplate(
        out,
        pagesize=size,
        title=storable(f"{paper.title} {paper.number}".strip()),
        author=storable(paper.company.name),
        subject=storable(paper.subject),
        creator=storable(paper.producer),
        producer=storable(paper.producer),
    )


def _frame(width: float, bottom: float, top: float) -> Frame:
    return Frame(
        MARGIN, bottom, width - 2 * MARGIN, top - bottom,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip


class _Undated(PDFInfo):  # type: ignore[misc]  # reportlab is untyped
    """What the file says of itself, without the day of 2000 that a reproducible one would name.

    The day of a paper stands on it, and both dates may be left out (ISO 32000-1, 14.3.3).
    """

    @override
    def format(self, document: Any) -> bytes:
        texts = {
            "Title": self.title,
            "Author": self.author,
            "Subject": self.subject,
            "Creator": self.creator,
            "Producer": self.producer,
        }
        told: bytes = PDFDictionary({key: PDFString(text) for key, text in texts.items()}).format(
            document
        )
        return told


class _PaperCanvas(Canvas):  # type: ignore[misc]  # reportlab is untyped
    """A canvas that keeps its pages until their number is known, then draws every foot."""

    def __init__(
        self, out: BytesIO, paper: Paper, size: tuple[float, float], fillable: bool
    ) -> None:
        super().__init__(
            out,
            pagesize=size,
            invariant=1,
            pageCompression=1,
            lang=paper.language,
            pdfVersion=(1, 7),
        )
        self._doc.info = _Undated()
        self.embedded_fonts = EmbeddedFonts(self._doc)
        self.tags = Tags()
        self.widgets = Widgets(self._doc) if fillable else None
        self._paper = paper
        self._kept: list[dict[str, Any]] = []
        self.setViewerPreference("DisplayDocTitle", "true")

    @override
    def _make_preamble(self) -> None:
        # Every page would otherwise name Helvetica, a font that is not in the file.
        self._preamble = "1 0 0 1 0 0 cm"

    @override
    def showPage(self) -> None:
        self._kept.append(dict(self.__dict__))
        self._startPage()

    @override
    def save(self) -> None:
        for number, state in enumerate(self._kept, start=1):
            self.__dict__.update(state)
            with artifact(self):
                _draw_foot(self, self._paper, number, len(self._kept))
            super().showPage()
        if self.widgets is not None:
            self.widgets.finish()
        self.tags.finish(self._doc)
        document = self._doc
        document.format = lambda: packed(document)
        super().save()

    @override
    def _setAnnotations(self, page: Any) -> None:
        super()._setAnnotations(page)
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = self._pageNumber - 1, "/S"


_DOT = "  ·  "


class _Letterhead:
    """Company at the left, number, notes and code at the right, a rule under both."""

    def __init__(self, paper: Paper, width: float) -> None:
        self._paper = paper
        self._width = width
        company = paper.company
        right = QR_SIZE + GAP
        self._number = lines_of(paper.number, HEAD_NUMBER, width / 2)
        self._notes = [line for note in paper.notes for line in lines_of(note, CAPTION, 210)]
        noted = max((line.width for line in [*self._number, *self._notes]), default=0.0)
        self._logo = read_logo(paper.logo) if paper.logo else None
        self._mark = _initial(company.name)
        indent = 26 + 8 if self._mark else 0.0
        if self._logo is not None:
            indent = self._logo.width + 8
        self._left = indent
        room = width - right - noted - 2 * GAP - indent
        name = company.name or _("(company name not set)")
        self._name = shortened(lines_of(name, HEAD_NAME, room - 12), 3, HEAD_NAME)
        self._about = [
            line
            for text in _about(company, paper.country, room)
            for line in lines_of(text, SMALL_QUIET, room)
        ]
        left = _height(self._name) + _height(self._about)
        mark = self._logo.height if self._logo is not None else 0.0
        self.height = max(QR_SIZE, mark, left, _height(self._number) + _height(self._notes)) + 8

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw the head with its upper left corner at `x`, `top`."""
        self._draw_company_mark(canvas, x, top)
        with tagged(canvas, "P"):
            draw_lines(canvas, self._name, x + self._left, top, self._width)
            below = top - _height(self._name)
            draw_lines(canvas, self._about, x + self._left, below, self._width)
        right = self._width - QR_SIZE - GAP
        with tagged(canvas, "P"):
            draw_lines(canvas, self._number, x, top, right, "right")
            draw_lines(canvas, self._notes, x, top - _height(self._number), right, "right")
        with tagged(canvas, "Figure", text=self._paper.code):
            _draw_qr(canvas, self._paper.code, x + self._width - QR_SIZE, top - QR_SIZE, QR_SIZE)
        with artifact(canvas):
            canvas.setStrokeColor(HexColor(accent()))
            canvas.setLineWidth(0.9)
            canvas.line(x, top - self.height, x + self._width, top - self.height)

    def _draw_company_mark(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw the logo, or the initial of the company where there is none."""
        if self._logo is not None:
            width, height = self._logo.width, self._logo.height
            with tagged(canvas, "Figure", text=self._paper.company.name):
                canvas.drawImage(self._logo.image, x, top - height, width, height, mask="auto")
        elif self._mark:
            with artifact(canvas):
                canvas.setFillColor(HexColor(accent()))
                canvas.roundRect(x, top - 28, 26, 26, 4, stroke=0, fill=1)
                style = Style(14, 18, WHITE, bold=True)
                draw_lines(canvas, lines_of(self._mark, style, 26), x, top - 6, 26, "center")


def _height(lines: Sequence[Any]) -> float:
    return float(sum(line.height for line in lines))


def _initial(name: str) -> str:
    first = name.strip()[:1].upper()
    return first if first.isalnum() else ""


def _about(company: Company, country: str, room: float) -> list[str]:
    """Return address and contact; the web address stands alone where it would begin a line."""
    address = ", ".join(part for part in (company.address_line, country) if part)
    contact = _DOT.join(filter(None, (company.email, unbroken(company.phone))))
    together = _DOT.join(filter(None, (contact, company.website)))
    if natural_width(together, SMALL_QUIET) <= room:
        contact, alone = together, ""
    else:
        alone = company.website
    return [part for part in (address, contact, alone) if part]


def _draw_qr(canvas: Canvas, text: str, x: float, y: float, size: float) -> None:
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    count = code.getModuleCount()
    module = size / count
    path = canvas.beginPath()
    for row in range(count):
        column = 0
        while column < count:
            end = column
            while end < count and code.isDark(row, end):
                end += 1
            if end > column:
                top = y + size - (row + 1) * module
                path.rect(x + column * module, top, (end - column) * module, module)
            column = end + 1
    canvas.setFillColor(HexColor("#000000"))
    canvas.drawPath(path, stroke=0, fill=1)


def _draw_mark(canvas: Canvas, mark: str, width: float, height: float) -> None:
    """Draw a word across the page, pale enough to read everything over it."""
    if not mark:
        return
    lines = lines_of(mark, MARK, width * 2)
    canvas.saveState()
    canvas.translate(width / 2, height / 2)
    canvas.rotate(52)
    draw_lines(canvas, lines, -width, lines[0].height / 2, width * 2, "center")
    canvas.restoreState()


def _draw_demo(canvas: Canvas, width: float, height: float) -> None:
    """Say in the upper margin that it is a paper of the demo."""
    words = lines_of(_("Demo: made-up company, customers and lists"), DEMO, width - 2 * MARGIN)
    draw_lines(canvas, words[:1], MARGIN, height - MARGIN / 2, width - 2 * MARGIN, "center")


def _draw_running_head(canvas: Canvas, paper: Paper, width: float, top: float) -> None:
    room = width - 2 * MARGIN
    right = lines_of(f"{paper.title}  ·  {paper.number}", CAPTION_BOLD, room / 2)
    left = lines_of(paper.company.name, CAPTION, room / 2 - GAP)[:1]
    draw_lines(canvas, left, MARGIN, top, room)
    draw_lines(canvas, right[:1], MARGIN, top, room, "right")
    canvas.setStrokeColor(HexColor(accent()))
    canvas.setLineWidth(0.5)
    canvas.line(MARGIN, top - 13, width - MARGIN, top - 13)


def _draw_foot(canvas: Canvas, paper: Paper, number: int, count: int) -> None:
    width, _height_of_page = page_size(paper.company.country)
    room = width - 2 * MARGIN
    top = MARGIN + 3
    canvas.setStrokeColor(HexColor(LINE))
    canvas.setLineWidth(0.5)
    canvas.line(MARGIN, top + 4, width - MARGIN, top + 4)
    words = paper.page_words or _("page {number} of {count}")
    pages = lines_of(words.format(number=number, count=count), FOOT, room)
    called = paper.foot_number or paper.number
    left = f"{called}  ·  {paper.foot_note}" if called else paper.foot_note
    draw_lines(
        canvas, lines_of(left, FOOT, room - max(70, pages[0].width + GAP))[:2], MARGIN, top, room
    )
    draw_lines(canvas, pages, MARGIN, top, room, "right")
