"""One page in many scripts: shows that fonts, shaping and PDF work on this machine."""

from exportdesk.core.company import Company
from exportdesk.core.i18n import in_english
from exportdesk.documents.blocks import Field, Fields, section
from exportdesk.documents.page import Paper, render
from exportdesk.documents.text import TextBlock
from exportdesk.documents.tokens import TITLE

# The same word, "export", for the eye; made up of every way of writing the program can print.
SCRIPTS = (
    ("Latin", "Export, dışsatım, xuất khẩu, wywóz"),
    ("Cyrillic, Greek", "Экспорт, Еξαγωγή"),
    ("Chinese, Japanese, Korean", "出口, 輸出, エクスポート, 수출"),
    ("Arabic, Hebrew", "تصدير 2026, יצוא"),
    ("Thai, Devanagari", "การส่งออก, निर्यात"),
    ("Georgian, Armenian", "ექსპორტი, Արտահանում"),
)  # fmt: skip


@in_english
def sample_page() -> bytes:
    """Return one page as PDF. Raises `StorageFault` where the fonts are not complete."""
    paper = Paper(
        title="Sample page",
        number="T-0000-0000",
        notes=("nothing was screened",),
        code="EXPORTDESK T-0000-0000",
        company=Company(name="ExportDesk"),
        country="",
        foot_note="A sample: no record.",
    )
    fields = [Fields([Field(label, text)]) for label, text in SCRIPTS]
    return render(paper, [TextBlock("Sample page", TITLE), section(1, "Scripts"), *fields])
