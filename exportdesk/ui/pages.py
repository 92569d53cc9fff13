"""The pages of the window, in the order of the sidebar. A page is imported when first shown."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from exportdesk.core.i18n import _
from exportdesk.core.progress import Progress
from exportdesk.ui.ahead import WorkingAhead, read_code
from exportdesk.ui.help.asking import dialogs_helped
from exportdesk.ui.readiness import readiness_of
from exportdesk.ui.search.opening import search_of
from exportdesk.ui.shell import PageSpec, Shell
from exportdesk.ui.widgets import Page
from exportdesk.wiring import Desk

PAGES = (
    "home", "screen", "review", "customers", "products", "cases", "certifications", "lists",
    "records", "settings", "help",
)  # fmt: skip

# What reads the rulebook, a little at a time: a click meanwhile waits for one of them.
_RULES = (
    "high_priority_file", "license_rules_file", "next_steps_file", "ownership_file", "policy_file",
    "questions_file", "loading", "editions",
)  # fmt: skip
_SEEN_MS = 30  # the first page is painted meanwhile
_MADE_MS = 200  # what people go to first is made meanwhile, with the machine to itself
_SOON = (
    "book_checks", "certifications.dropping", "review.badge", "rules_watch", "search.commands",
    "search.dialog", "search.rows", "version_checks",
)  # fmt: skip


def code_of(page: str) -> str:
    """Return the module that a page is in."""
    return f"exportdesk.ui.{page}.page"


def pages(desk: Desk) -> tuple[PageSpec, ...]:
    """Return the pages of a window on `desk`."""

    def home(shell: Shell) -> Page:
        from exportdesk.ui.home.page import HomePage

        made = HomePage(desk, shell)
        search_of(desk, shell, specs)
        dialogs_helped(shell, partial(explain, shell))
        # Once it says how everything stands: two threads that read code take turns.
        once = Qt.ConnectionType.SingleShotConnection
        made.looked.connect(partial(soon, _SEEN_MS, shell, begin), once)
        return made

    def explain(shell: Shell, dialog: QWidget, topic: str) -> None:
        from exportdesk.ui.help.over import HelpDialog

        HelpDialog(desk, shell, dialog, topic).open()

    def begin(shell: Shell) -> None:
        """Do what the first page does not need, once it is there."""
        if shell.bus.has_ended:
            return
        # What people come for first, and all that its page takes.
        first = [partial(read_code, code_of(PAGES[1])), partial(make, "screenings")]
        WorkingAhead(shell, first, partial(soon, _MADE_MS, shell, read_rules))

    def soon(wait: int, shell: Shell, call: Callable[[Shell], object]) -> None:
        QTimer.singleShot(wait, shell.bus, partial(call, shell))

    def read_rules(shell: Shell) -> None:
        if shell.bus.has_ended:
            return
        names = ["ui.list_checks", *(f"rulebook.{name}" for name in _RULES)]
        reads: list[Callable[[Progress], object]] = [
            partial(read_code, f"exportdesk.{name}") for name in names
        ]
        WorkingAhead(shell, [*reads, read_rulebook], partial(go_on, shell))

    def go_on(shell: Shell) -> None:
        from exportdesk.ui.list_checks import list_checks_of

        list_checks_of(desk, shell)  # F5 asks for lists
        readiness_of(desk, shell)  # the lists are got ready while the first page is looked at
        makes = [partial(make, part) for part in desk.part_names()]
        reads = [partial(read_code, f"exportdesk.ui.{name}") for name in _SOON]
        WorkingAhead(shell, [*makes, *reads], partial(watch, shell))

    def read_rulebook(_progress: Progress) -> None:
        _rulebook = desk.rulebook

    def make(part: str, _progress: Progress) -> None:
        getattr(desk, part)

    def watch(shell: Shell) -> None:
        """Follow what changes; all that it takes is read by now."""
        from exportdesk.ui.book_checks import book_checks_of
        from exportdesk.ui.certifications.dropping import dropping_of
        from exportdesk.ui.review.badge import review_badge_of
        from exportdesk.ui.rules_watch import rules_watch_of
        from exportdesk.ui.version_checks import version_looks_of

        review_badge_of(desk, shell)
        book_checks_of(desk, shell)
        dropping_of(desk, shell)
        rules_watch_of(desk, shell)
        version_looks_of(desk, shell)
        WorkingAhead(shell, [partial(read_code, code_of(page)) for page in PAGES[2:]])

    def screen(shell: Shell) -> Page:
        from exportdesk.ui.screen.page import ScreenPage

        return ScreenPage(desk, shell)

    def review(shell: Shell) -> Page:
        from exportdesk.ui.review.page import ReviewPage

        return ReviewPage(desk, shell)

    def customers(shell: Shell) -> Page:
        from exportdesk.ui.customers.page import CustomersPage

        return CustomersPage(desk, shell)

    def products(shell: Shell) -> Page:
        from exportdesk.ui.products.page import ProductsPage

        return ProductsPage(desk, shell)

    def cases(shell: Shell) -> Page:
        from exportdesk.ui.cases.page import CasesPage

        return CasesPage(desk, shell)

    def certifications(shell: Shell) -> Page:
        from exportdesk.ui.certifications.page import CertificationsPage

        return CertificationsPage(desk, shell)

    def lists(shell: Shell) -> Page:
        from exportdesk.ui.lists.page import ListsPage

        return ListsPage(desk, shell)

    def records(shell: Shell) -> Page:
        from exportdesk.ui.records.page import RecordsPage

        return RecordsPage(desk, shell)

    def settings(shell: Shell) -> Page:
        from exportdesk.ui.settings.page import SettingsPage

        return SettingsPage(desk, shell)

    def help_page(shell: Shell) -> Page:
        from exportdesk.ui.help.page import HelpPage

        return HelpPage(desk, shell)

    rows = (
        ("home", _("Home"), "home-outline", home),
        ("screen", _("Screen"), "magnify", screen),
        ("review", _("Review"), "account-search-outline", review),
        ("customers", _("Customers"), "account-group-outline", customers),
        ("products", _("Products"), "package-variant-closed", products),
        ("cases", _("Due diligence"), "clipboard-check-outline", cases),
        ("certifications", _("Certifications"), "file-sign", certifications),
        ("lists", _("Control lists"), "database-outline", lists),
        ("records", _("Records"), "history", records),
        ("settings", _("Settings"), "cog-outline", settings),
        ("help", _("Help"), "help-circle-outline", help_page),
    )
    specs = tuple(
        PageSpec(key, title, icon, make, foot=key in ("settings", "help"), code=code_of(key))
        for key, title, icon, make in rows
    )
    return specs
