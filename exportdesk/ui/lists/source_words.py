"""What the Control lists page says of a source: its state, its age, what using it means."""

from collections.abc import Iterable

from exportdesk.core.errors import FetchFailed
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.list_checks import CheckState, ListCheck
from exportdesk.core.words import sentence
from exportdesk.lists import Catalogue, Source
from exportdesk.operations.lists_status import Freshness, SourceStatus
from exportdesk.operations.no_network import without_network
from exportdesk.ui.dates import age_text, moment_text
from exportdesk.ui.theme import Tone

State = tuple[str, Tone]


def state_of(status: SourceStatus, *, updating: bool = False, offline: bool = False) -> State:
    """Return the word on a source's chip, and its tone.

    `offline`: a missing network is why the last checks failed, and no source is to blame.
    """
    if updating:
        return _("Updating"), Tone.ACCENT
    if not status.on:
        return _off_state(status)
    last = status.check.state if status.check is not None else None
    if last is CheckState.REFUSED:
        return _("Refused"), Tone.RED
    if status.failure is not None and not offline:
        return _("Failed"), Tone.RED
    return {
        Freshness.CURRENT: (_("Current"), Tone.GREEN),
        Freshness.UNKNOWN: (_("Date not known"), Tone.AMBER),
        Freshness.OLD: (_("Old"), Tone.AMBER),
        Freshness.NONE: (_("Not imported yet"), Tone.AMBER),
    }[status.freshness]


def _off_state(status: SourceStatus) -> State:
    """Return whether a source that is off is missed: another may have its lists."""
    if status.held_in is None:
        return _("Off"), Tone.GREY
    if status.held_in.whole:
        return _("Included"), Tone.ACCENT
    return _("Partly included"), Tone.AMBER


def held_words(status: SourceStatus) -> str:
    """Return which source in use has the lists of one that is off, "" for none."""
    held = status.held_in
    if held is None:
        return ""
    count = ngettext("{count} listing", "{count} listings", held.listings).format(
        count=figure(held.listings)
    )
    if held.whole:
        return _(
            "{source}: {count}. They are screened against there, with less detail than here; turn "
            "this on only if you want the full detail."
        ).format(source=held.source.name, count=count)
    return _(
        "{source}, in part: {count}. Some lists of this source are not in it; turn this on to "
        "screen against them."
    ).format(source=held.source.name, count=count)


def age_words(status: SourceStatus) -> str:
    """Return how long ago a source's edition is known to have been the newest.

    Of one of which that is not known, how long ago it came in.
    """
    if status.age_days is None:
        return "–"
    if status.freshness is Freshness.UNKNOWN:
        return imported_words(status.age_days)
    return (
        _("today") if status.age_days <= 0 else _("{age} old").format(age=age_text(status.age_days))
    )


def imported_words(days: int) -> str:
    """Return how many days ago a list came in, of which no more is known."""
    if days <= 0:
        return _("imported today")
    return ngettext("imported {days} day ago", "imported {days} days ago", days).format(days=days)


def undated_words(status: SourceStatus) -> str:
    """Return what follows from a date that is not known and how to make it known; else ""."""
    if status.freshness is not Freshness.UNKNOWN:
        return ""
    way = (
        _("Update this list, or import the file again and say when it was published.")
        if status.source.url
        else _("Import the file again and say when it was published.")
    )
    return _("The date is not known, so the list may be old.") + " " + way


def listings_words(status: SourceStatus) -> str:
    """Return how many listings a source's edition in force holds."""
    if status.edition is None:
        return ""
    count = status.edition.listings
    return ngettext("{count} listing", "{count} listings", count).format(count=figure(count))


def is_offline(statuses: tuple[SourceStatus, ...]) -> bool:
    """Whether a missing network is why the last checks of all sources came to nothing."""
    return without_way([one.check for one in statuses if one.on and one.check is not None])


def without_way(checks: Iterable[ListCheck]) -> bool:
    """Whether a missing network is why all of these checks came to nothing."""
    errors = [
        FetchFailed(check.code, **check.facts) if check.state is CheckState.FAILED else None
        for check in checks
    ]
    return without_network(errors) is not None


def check_words(check: ListCheck) -> str:
    """Return what came of a check, in one sentence."""
    if check.state is CheckState.UPDATED:
        return _("A newer edition came in and is in force.")
    if check.state is CheckState.UNCHANGED:
        return _("Nothing newer: the edition in force is the newest.")
    said = sentence(check.code, check.facts) if check.code else ""
    found = [sentence(one.code, one.facts) for one in check.findings]
    return " ".join((said, *found)).strip()


def check_state(state: CheckState) -> State:
    """Return the word on a check's chip, and its tone."""
    return {
        CheckState.UPDATED: (_("Updated"), Tone.GREEN),
        CheckState.UNCHANGED: (_("Unchanged"), Tone.GREY),
        CheckState.REFUSED: (_("Refused"), Tone.RED),
        CheckState.FAILED: (_("Failed"), Tone.RED),
        CheckState.BY_HAND: (_("By hand"), Tone.GREY),
    }[state]


def last_check_words(status: SourceStatus) -> str:
    """Return when a source was last asked, and what came of it."""
    check = status.check
    if check is None:
        return _not_checked_words(status)
    words, _tone = check_state(check.state)
    return f"{moment_text(check.at)}: {words}"


def _not_checked_words(status: SourceStatus) -> str:
    """Return what it means that a publisher was never asked."""
    edition = status.edition
    if edition is None:
        return _("None yet")
    return _("None: imported from a file, {when}").format(when=moment_text(edition.imported))


def next_check_words(status: SourceStatus) -> str:
    """Return when the program asks next by itself."""
    if not status.source.url:
        return _("None: the program does not fetch this list")
    if not status.on:
        return _("None while it is off")
    if status.next_check is None:
        return _("When you update")
    return moment_text(status.next_check)


def supersedes_words(source: Source, catalogue: Catalogue) -> str:
    """Return which entries of which source this one takes the place of, "" for none."""
    if not source.detail_of:
        return ""
    return _("{lists} of the {source}, with more detail").format(
        lists=", ".join(listed.title for listed in source.lists),
        source=catalogue.name_of(source.detail_of),
    )


def meaning_words(source: Source) -> str:
    """Return what using a source means, "" where there is nothing to explain."""
    if source.is_own:
        return _("A list of your own: it means what you or the letter behind it say.")
    if source.is_foreign:
        return _(
            "A list of another country or of the UN: being on it is no prohibition of US law by "
            "itself. It binds you where that law does."
        )
    if source.detail_of:
        return _("The same US lists as in the Consolidated Screening List, as their agency has it.")
    return ""


def turned_words(status: SourceStatus, on: bool) -> str:
    """Return what turning a source on or off did."""
    name = status.source.name
    if not on:
        return _("{name} is off: it is kept, and not screened against.").format(name=name)
    if status.edition is not None:
        return _("{name} is on: it is screened against.").format(name=name)
    if status.source.url:
        return _("{name} is on. Update it to get the list.").format(name=name)
    return _("{name} is on. Import its file to get the list.").format(name=name)


def off_warning(source: Source) -> str:
    """Return what is lost with a source that is on for everybody."""
    return _(
        "{name} holds the US lists that every exporter screens against. While it is off, parties "
        "on it are found only where another source that is on has them. Turning it off goes on "
        "the record of events."
    ).format(name=source.name)
