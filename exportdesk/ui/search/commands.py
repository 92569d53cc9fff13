"""The pages of the window and what can be begun from anywhere, found by their words."""

from collections.abc import Sequence

from exportdesk.core.i18n import _
from exportdesk.core.text import folded
from exportdesk.ui.cases.subjects import NewCase, NewLetter
from exportdesk.ui.certifications.subjects import NewCertification
from exportdesk.ui.home.subjects import CLOSE_DEMO, DEMO, STEPS
from exportdesk.ui.search.rows import SearchRow, group
from exportdesk.ui.search.setting_rows import setting_rows
from exportdesk.ui.shell import PageSpec

UPDATE = "update"
NEW = "new:"


def command_rows(
    specs: Sequence[PageSpec], *, read_only: bool, is_demo: bool = False
) -> list[SearchRow]:
    """Return every page and command; the demo (`is_demo`) offers its end."""
    rows = [
        SearchRow(
            spec.title,
            _("Page"),
            spec.icon,
            f"Ctrl+{at}" if at <= _NUMBERED else "",
            page=spec.key,
        )
        for at, spec in enumerate(specs, start=1)
    ]
    there = {spec.key for spec in specs}
    settings = setting_rows() if "settings" in there else []
    if read_only:
        return rows + settings
    begun = (
        ("screen", _("New screening")),
        ("customers", _("New customer")),
        ("products", _("New product")),
    )
    rows += [
        SearchRow(title, _("Command"), "plus", command=f"{NEW}{page}")
        for page, title in begun
        if page in there
    ]
    if "cases" in there:
        rows += [
            SearchRow(title, _("Command"), "plus", page="cases", subject=subject)
            for title, subject in (
                (_("New case"), NewCase()),
                (_("Record a letter from BIS"), NewLetter()),
            )
        ]
    if "certifications" in there:
        rows.append(
            SearchRow(
                _("New certification"),
                _("Command"),
                "plus",
                page="certifications",
                subject=NewCertification(),
            )
        )
    if "home" in there:
        if not read_only:  # that they are shown again is kept
            rows.append(
                SearchRow(
                    _("Show the first steps"),
                    _("Command"),
                    "home-outline",
                    "",
                    page="home",
                    subject=STEPS,
                )
            )
        title, subject = (
            (_("Close the demo"), CLOSE_DEMO) if is_demo else (_("Open the demo"), DEMO)
        )
        rows.append(
            SearchRow(title, _("Command"), "lightbulb-outline", "", page="home", subject=subject)
        )
    rows.append(
        SearchRow(_("Update the control lists"), _("Command"), "refresh", "F5", command=UPDATE)
    )
    return rows + settings


def matching(rows: Sequence[SearchRow], text: str) -> list[SearchRow]:
    """Return the pages and commands with words that begin like those of `text`."""
    wanted = folded(text).split()
    if not wanted:
        return []
    found = [row for row in rows if _begins(folded(row.title).split(), wanted)]
    found += [row for row in rows if row.also and row not in found and _is_called(row, wanted)]
    return found


def is_meant(rows: Sequence[SearchRow], text: str) -> bool:
    """Tell whether `text` is the beginning of the name of one of `rows`: then it comes first."""
    return len(text) > 1 and any(folded(row.title).startswith(folded(text)) for row in rows)


def at_rest(rows: Sequence[SearchRow]) -> list[SearchRow]:
    """Return what is offered before anything is typed: the cards of a page only once asked for."""
    return [row for row in rows if not row.also]


def is_called(rows: Sequence[SearchRow], text: str) -> bool:
    """Tell whether every word of `text` is what people call one of `rows`."""
    wanted = set(folded(text).split())
    return any(wanted <= set(_called(row)) for row in rows if row.also)


def grouped(rows: Sequence[SearchRow]) -> list[SearchRow]:
    """Return pages and commands under their heading."""
    return group(_("Pages and commands"), rows)


def _begins(words: list[str], wanted: list[str]) -> bool:
    return all(any(word.startswith(one) for word in words) for one in wanted)


def _is_called(row: SearchRow, wanted: list[str]) -> bool:
    """Tell whether all words are what people call a row, or begin like it where they are long."""
    names = _called(row)
    return all(
        one in names or (len(one) >= _TELLING and any(name.startswith(one) for name in names))
        for one in wanted
    )


def _called(row: SearchRow) -> list[str]:
    return folded(f"{row.title} {row.also}").split()


_NUMBERED = 9
_TELLING = 4  # from how many letters on the beginning of another word for something is meant
