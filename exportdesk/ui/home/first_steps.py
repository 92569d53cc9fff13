"""The first steps: what a new workspace needs, and how far that is done."""

from collections.abc import Sequence
from dataclasses import dataclass

from exportdesk.core.company import Company
from exportdesk.core.i18n import _
from exportdesk.core.parties import Party
from exportdesk.operations.lists_status import Freshness, ListsStatus
from exportdesk.ui.certifications.subjects import NewCertification


@dataclass(frozen=True, slots=True)
class Step:
    """One of the first steps: what it is for, the word on its button, the page it leads to.

    `subject` is what that page is sent; `other` is a second way, with a subject of its own. One
    that `may_wait` is offered, and nothing else waits for it.
    """

    page: str
    title: str
    words: str
    action: str
    done: bool
    subject: object = None
    other: str = ""
    other_subject: str | None = None
    may_wait: bool = False


def first_steps(
    company: Company,
    status: ListsStatus,
    screened: bool,
    *,
    customers: int = 0,
    certified: bool = False,
    try_name: str = "",
) -> tuple[Step, ...]:
    """Return the steps to get started, each done or not; `try_name` is a name to screen first."""
    return (
        Step(
            "lists",
            _("Get the lists"),
            _("The US lists come in one file, free of charge. Screening then needs no network."),
            _("Update now"),
            status.freshness is not Freshness.NONE,
            subject="update",
            other=_("From a file…"),
            other_subject="file",
        ),
        Step(
            "settings",
            _("Say who you are"),
            _("Your company's name and address appear at the top of every record."),
            _("Company details"),
            bool(company.name),
        ),
        Step(
            "screen",
            _("Try a screening"),
            _("Possible matches appear as you type. Save it, and print the record."),
            _("Try: {name}").format(name=try_name) if try_name else _("Screen a party"),
            screened,
            subject=Party(try_name) if try_name else None,
        ),
        Step(
            "customers",
            _("Bring in your customers"),
            _(
                "From a spreadsheet, or one by one. They are screened at once and when lists "
                "change."
            ),
            _("Import…"),
            customers > 0,
            subject="import",
            other=_("Add one"),
            other_subject="new",
            may_wait=True,
        ),
        Step(
            "certifications",
            _("Ask for a certification"),
            _("Only if you sell high-priority items abroad: a form that your customer signs."),
            _("New certification"),
            certified,
            subject=NewCertification(),
            may_wait=True,
        ),
    )


def is_beginning(steps: Sequence[Step]) -> bool:
    """Whether something is undone without which nothing else goes on."""
    return not all(step.done or step.may_wait for step in steps)


def is_new(steps: Sequence[Step]) -> bool:
    """Whether nothing was made here yet: no screening, customer or certification."""
    made = ("screen", "customers", "certifications")
    return not any(step.done for step in steps if step.page in made)
