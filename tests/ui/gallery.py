"""A page with one of everything, to be looked at and tested; not part of the program."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exportdesk.core.clock import Moment
from exportdesk.core.company import Company, Settings
from exportdesk.core.editions import Edition
from exportdesk.core.ids import EditionId, SourceKey
from exportdesk.lists import OwnCheck, OwnField
from exportdesk.lists.own_check import Counted
from exportdesk.ui.lists.own_findings import FindingsCard
from exportdesk.ui.lists.own_preview import PreviewTable
from exportdesk.ui.lists.own_same import SameQuestion
from exportdesk.ui.shell import PageSpec, Shell
from exportdesk.ui.widgets import (
    Card,
    CheckBox,
    Chip,
    Column,
    ComboBox,
    CountryBox,
    DayField,
    EmptyState,
    FormGrid,
    Page,
    ProgressLine,
    SearchField,
    Splitter,
    StateStack,
    TableModel,
    TableView,
    Tone,
    button,
    label,
    line_edit,
    rule,
    text_area,
)
from tests.fakes import NOON

COUNTRIES = (
    ("CN", "China"),
    ("DE", "Germany"),
    ("NE", "Niger"),
    ("NG", "Nigeria"),
    ("RU", "Russian Federation"),
    ("TR", "Türkiye"),
    ("AE", "United Arab Emirates"),
    ("US", "United States"),
)


@dataclass(frozen=True)
class Row:
    """A made-up match."""

    strength: str
    tone: Tone
    name: str
    under: str
    list: str
    country: str
    score: int


ROWS = (
    Row(
        "Very likely",
        Tone.RED,
        "Severnyi Impuls LLC",
        "alias: ООО «Северный импульс торговый дом»",
        "Entity List",
        "Russia",
        97,
    ),
    Row(
        "Possible",
        Tone.AMBER,
        "Impuls Komplekt",
        "weak: 1 of 3 words, same city",
        "SDN",
        "Russia",
        71,
    ),
    Row(
        "Unlikely",
        Tone.GREEN,
        "Severny Trading FZE",
        "1 of 3 words, other country",
        "Unverified List",
        "UAE",
        52,
    ),
    Row("Not screened", Tone.GREY, "北方贸易有限公司", "شركة الشمال للتجارة", "SDN", "China", 12),
)


def columns() -> tuple[Column[Row], ...]:
    """Return the columns of the table of matches."""
    return (
        Column(
            "Strength",
            lambda r: r.strength,
            tone=lambda r: r.tone,
            sort=lambda r: r.score,
            width=140,
        ),
        Column(
            "Listed party", lambda r: r.name, subtitle=lambda r: r.under, stretch=True, width=160
        ),
        Column("List", lambda r: r.list, width=118),
        Column("Country", lambda r: r.country, width=90),
    )


class MatchesPage(Page):
    """The Screen page of the mock-up, without anything behind it."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            "Screen a party",
            "Checks every name, alias, address and identifier on your control lists. "
            "Works offline.",
        )
        self.shell = shell
        self.add_action("&Add party", self.new, glyph="plus")
        self.add_action(
            "&Save and print record", self.print_out, glyph="printer-outline", primary=True
        )
        self.body.addWidget(self._form())
        self.body.addWidget(
            Splitter(self._list(), self._detail(), key="gallery", settings=shell.settings), 1
        )
        self.table.show_rows(ROWS, choose_first=True)

    def _form(self) -> Card:
        form = FormGrid(columns=24)
        name = form.add("&Name", line_edit("Company, person, vessel"), 8)
        name.setText("OOO Severny Impuls Trading")
        form.add("&Type", ComboBox([(0, "Any"), (1, "Person"), (2, "Organization")]), 3)
        country = form.add("C&ountry", CountryBox(COUNTRIES), 4)
        country.choose("RU")
        form.add("Add&ress", line_edit(), 6).setText("Zavodskaya 12/4, Moscow")
        form.add("Ro&le", ComboBox([(0, "Consignee"), (1, "End user")]), 3)
        card = Card()
        card.body.addWidget(form)
        return card

    def _list(self) -> Card:
        self.model = TableModel(columns(), identity=lambda r: r.name)
        self.table = TableView(
            self.model, "Possible matches", settings=self.shell.settings, key="gallery"
        )
        card = Card("3 possible matches", flush=True)
        card.say("3 possible matches", "14 lists, 96,412 names in 4 ms")
        card.body.addWidget(self.table)
        return card

    def _detail(self) -> Card:
        card = Card("Severnyi Impuls LLC", large=True)
        card.head.addWidget(Chip("Very likely  97", Tone.RED))
        card.body.addWidget(label("Entity List (BIS) · listed 3 Mar 2022", "caption"))
        card.body.addWidget(label("What this listing means", "strong"))
        card.body.addWidget(
            label(
                "A license is required for every item subject to the EAR, and no license "
                "exception applies. Applications face a policy of denial.",
                wrap=True,
            )
        )
        card.body.addStretch(1)
        row = QHBoxLayout()
        row.addWidget(button("&Not the same party…", self.new))
        row.addStretch(1)
        row.addWidget(button("Needs &more research", self.new))
        row.addWidget(button("Same &party: block", self.new, kind="danger"))
        card.body.addLayout(row)
        return card


class GalleryPage(Page):
    """Every other widget, in every state."""

    def __init__(self, shell: Shell) -> None:
        super().__init__("Gallery", "One of everything, to be looked at.", scrolls=True)
        self.chip.say("Hold until resolved", Tone.AMBER)
        self.add_action("Plain", self.new)
        self.add_action("Primary", self.new, primary=True)
        self.banner.say(
            "The file is not a control list: it is a web page.",
            Tone.RED,
            detail="Nothing was changed. The list of 22 Nov stays in force.",
            action="Choose another file",
            call=self.new,
        )
        columns = QHBoxLayout()
        columns.addWidget(self._fields(), 1)
        columns.addWidget(self._states(), 1)
        self.body.addLayout(columns)
        self.body.addWidget(self._bits())

    def _fields(self) -> Card:
        form = FormGrid()
        form.add("&Company name", line_edit("As printed on papers"), 8)
        bad = form.add("&Postal code", line_edit(), 4)
        bad.setText("9999999")
        form.mark(bad, "A US postal code has five digits.")
        form.add("&Published", DayField("Not known"), 4).choose(date(2026, 7, 31))
        form.add("&Until", DayField("Not known"), 4)
        form.add("&Search", SearchField("Search names"), 4)
        form.add(
            "&Reason", text_area("Why it is not the same party"), 12, hint="Printed on the record."
        )
        off = form.add("&Disabled", line_edit(), 6)
        off.setText("Cannot be changed")
        off.setEnabled(False)
        form.add_check(CheckBox("Show &expired listings", True), 6)
        card = Card("Fields")
        card.body.addWidget(form)
        card.body.addStretch(1)
        return card

    def _states(self) -> QWidget:
        place = QWidget()
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        empty = Card(flush=True)
        empty.body.addWidget(
            EmptyState(
                "database-outline",
                "No control list yet",
                "Names are checked against the lists you import. Start with the US "
                "Consolidated Screening List.",
                action="Import a list…",
                call=self.new,
            )
        )
        failed = Card(flush=True)
        stack = StateStack(QWidget(), QWidget())
        stack.show_error(
            "The lists could not be read",
            "The file lists.db is damaged. Your records are not touched.",
            self.new,
        )
        failed.body.addWidget(stack)
        column.addWidget(empty)
        column.addWidget(failed)
        return place

    def _bits(self) -> Card:
        card = Card("Bits")
        row = QHBoxLayout()
        for tone in Tone:
            row.addWidget(Chip(tone.value.capitalize(), tone))
        row.addStretch(1)
        for kind in ("", "primary", "danger", "link"):
            row.addWidget(button(kind or "plain", self.new, kind=kind, glyph="plus"))
        held = button("Disabled", self.new, kind="primary")
        held.setEnabled(False)
        row.addWidget(held)
        card.body.addLayout(row)
        card.body.addWidget(rule())
        line = ProgressLine()
        line.begin("Reading the list: 12,400 of 26,000 parties")
        line._bar.setRange(0, 100)
        line._bar.setValue(48)
        card.body.addWidget(line)
        card.body.addStretch(1)
        return card


class OwnPage(Page):
    """The parts of the sheet that adds an own list, each in the state that says most."""

    def __init__(self, shell: Shell) -> None:
        super().__init__("Add your own list", "A table, and what its columns hold.", scrolls=True)
        del shell
        self.add_action("I&mport it", self.new, primary=True)
        about = Card("About the list")
        name = line_edit()
        name.setAccessibleName("Name of the list")
        self.same = SameQuestion()
        edition = Edition(
            EditionId("1"), SourceKey("own:Letter of May"), Moment.of(NOON, "UTC"), "a.csv",
            "own-csv", 1, "", None, False, 12, 12, 14, {"OWN-RED-FLAG": 12},
        )  # fmt: skip
        self.same.ask("Letter of May", edition)
        about.body.addWidget(name)
        about.body.addWidget(self.same)
        columns = Card("Match the columns")
        self.preview = PreviewTable(after=self.same.other)
        self.preview.show_table(
            ("Company", "Where", "HS code"),
            (("Severnyi Impuls LLC", "RU", "8542.31"), ("北方贸易有限公司", "Atlantis", "8541.10")),
            (OwnField.NAME, OwnField.COUNTRY, None),
        )
        columns.body.addWidget(self.preview)
        self.found = FindingsCard()
        self.found.show_check(
            OwnCheck(
                1_240,
                1_238,
                2_410,
                named=True,
                nameless=Counted(2, 2, ("14", "90")),
                countries=Counted(3, 1, ("Atlantis",)),
                perhaps_cut=True,
            )
        )
        row = QHBoxLayout()
        row.addWidget(columns, 2)
        row.addWidget(self.found, 1)
        self.body.addWidget(about)
        self.body.addLayout(row, 1)


@dataclass(frozen=True)
class SmallStatus:
    """How the lists stand."""

    text: str = "Lists current - 22 Nov, 08:02\n14 lists · 41,208 listings"
    state: str = "ok"


class SmallLists:
    """Lists that stand well."""

    def status(self) -> SmallStatus:
        return SmallStatus()


class SmallDesk:
    """A desk with nothing on it."""

    def __init__(self, *, read_only: bool = False) -> None:
        self.read_only = read_only
        self.lists = SmallLists()
        self.closed = False

    def company(self) -> Company:
        return Company("Calm Harbor Instruments")

    def settings(self) -> Settings:
        return Settings()

    def close(self) -> None:
        self.closed = True


def specs(_desk: SmallDesk) -> tuple[PageSpec, ...]:
    """Return the pages of the gallery."""
    return (
        PageSpec("screen", "Screen", "magnify", MatchesPage),
        PageSpec("gallery", "Gallery", "home-outline", GalleryPage),
        PageSpec("own", "Own list", "table-plus", OwnPage),
        PageSpec("lists", "Control lists", "database-outline", GalleryPage),
        PageSpec("records", "Records", "history", GalleryPage),
        PageSpec("settings", "Settings", "cog-outline", GalleryPage, foot=True),
    )


if __name__ == "__main__":
    import sys

    from exportdesk.ui.app import run_window

    sys.exit(run_window(SmallDesk, specs, Path(sys.argv[1])))
