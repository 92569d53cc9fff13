"""The columns of the Customers page's tables."""

from collections.abc import Callable

from exportdesk.core.book import BookMatch
from exportdesk.core.customers import Customer, RelatedParty
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.name_looks import NameDecision
from exportdesk.core.standing import MatchDecision
from exportdesk.core.words.choices import word
from exportdesk.core.words.mentioned import mentioned
from exportdesk.storage.customer_rows import CustomerOrder, CustomerRow
from exportdesk.ui.customers.words import day_of, kind_words, name_of, role_words, when
from exportdesk.ui.dates import day_text, moment_text
from exportdesk.ui.standing_words import customer_chip, customer_status_said, match_chip
from exportdesk.ui.theme import Tone
from exportdesk.ui.widgets import Column

ORDERS: dict[str, CustomerOrder] = {
    "name": CustomerOrder.NAME,
    "country": CustomerOrder.COUNTRY,
    "status": CustomerOrder.STATUS,
    "open": CustomerOrder.OPEN_MATCHES,
    "strongest": CustomerOrder.STRONGEST,
    "kind": CustomerOrder.KIND,
    "related": CustomerOrder.RELATED,
    "screened": CustomerOrder.SCREENED_AT,
    "changed": CustomerOrder.CHANGED_AT,
}
"""By which column which order is asked for; a column that is not here has none."""

_MOST_MEANT = 20  # listed parties that a hint names


def customer_columns(
    country_name: Callable[[str], str],
    zone: str,
    under_way: Callable[[CustomerRow], bool],
) -> tuple[Column[CustomerRow], ...]:
    """Return the columns of the table of customers.

    `under_way`: being screened just now.
    """

    def status(row: CustomerRow) -> str:
        if under_way(row):
            return _("Screening…")
        return customer_chip(row.status, row.consequence)[0]

    def tone(row: CustomerRow) -> Tone:
        if under_way(row):
            return Tone.GREY
        return customer_chip(row.status, row.consequence)[1]

    return (
        Column(
            _("Customer"),
            text=lambda r: r.name,
            subtitle=lambda r: r.reference or kind_words(r.kind) or " ",
            key="name",
            width=150,
            roomy=290,
            stretch=True,
        ),
        Column(
            _("Country"),
            text=lambda r: country_name(r.country),
            below=lambda r: country_name(r.country),
            key="country",
            width=150,
            fitted=True,
            yields=True,
        ),
        Column(
            _("Status"),
            text=status,
            tone=tone,
            hint=lambda r: mentioned(r.mention) or customer_status_said(r.status),
            key="status",
            width=196,
            fitted=True,
        ),
        Column(
            _("Open"),
            text=lambda r: figure(r.open_matches) if r.open_matches else "",
            below=lambda r: (
                ngettext("{count} open", "{count} open", r.open_matches).format(
                    count=figure(r.open_matches)
                )
                if r.open_matches
                else ""
            ),
            hint=lambda _r: _("Matches that nobody has decided"),
            key="open",
            width=62,
            fitted=True,
            yields=True,
            right=True,
        ),
        Column(
            _("Strongest"),
            text=lambda r: f"{r.strongest:.0f}" if r.strongest else "",
            hint=lambda _r: _("The highest score of the undecided matches"),
            key="strongest",
            width=92,
            right=True,
            hidden=True,
        ),
        Column(_("Kind"), text=lambda r: kind_words(r.kind), key="kind", width=110, hidden=True),
        Column(
            _("Related"),
            text=lambda r: figure(r.related) if r.related else "",
            hint=lambda _r: _("Owners, directors and others related to the customer"),
            key="related",
            width=80,
            right=True,
            hidden=True,
        ),
        Column(_("Tags"), text=lambda r: ", ".join(r.tags), key="tags", width=130, hidden=True),
        Column(
            _("Screened"), text=lambda r: day_of(r.screened_at, zone),
            hint=lambda r: when(r.screened_at, zone), key="screened", width=108, hidden=True,
        ),
        Column(
            _("Changed"), text=lambda r: day_of(r.changed_at, zone),
            hint=lambda r: when(r.changed_at, zone), key="changed", width=108, hidden=True,
        ),
    )  # fmt: skip


def related_columns(
    customer: Callable[[], Customer | None],
    country_name: Callable[[str], str],
    chip: Callable[[RelatedParty], tuple[str, Tone]],
) -> tuple[Column[RelatedParty], ...]:
    """Return the columns of the table of related parties."""

    def role(related: RelatedParty) -> str:
        whole = customer()
        return role_words(related, whole) if whole else word(related.role)

    return (
        Column(
            _("Party"),
            text=lambda r: r.profile.name,
            subtitle=role,
            key="party",
            width=150,
            roomy=300,
            stretch=True,
        ),
        Column(
            _("Country"),
            text=lambda r: country_name(r.profile.country),
            below=lambda r: country_name(r.profile.country),
            key="country",
            width=150,
            fitted=True,
            yields=True,
        ),
        Column(
            _("Status"),
            text=lambda r: chip(r)[0],
            tone=lambda r: chip(r)[1],
            key="status",
            width=196,
            fitted=True,
        ),
    )


def match_columns(
    customer: Callable[[], Customer | None], list_title: Callable[[str], str]
) -> tuple[Column[BookMatch], ...]:
    """Return the columns of the table of a customer's matches."""

    def under(match: BookMatch) -> str:
        whole = customer()
        title = list_title(match.match.list)
        if whole is None or match.party == whole.id:
            return title
        return _("{list}, for {name}").format(list=title, name=name_of(whole, match.party))

    return (
        Column(
            _("Listed party"),
            text=lambda m: m.match.name,
            hint=lambda m: f"{m.match.name}\n{under(m)}",
            subtitle=under,
            key="listed",
            width=150,
            stretch=True,
        ),
        Column(
            _("Score"),
            text=lambda m: f"{m.match.score:.0f}",
            hint=lambda m: word(m.match.strength),
            sort=lambda m: m.match.score,
            key="score",
            width=104,
            fitted=True,
            right=True,
        ),
        Column(
            _("State"),
            text=lambda m: match_chip(m.state)[0],
            tone=lambda m: match_chip(m.state)[1],
            key="state",
            width=190,
            fitted=True,
        ),
    )


def decision_columns(
    list_title: Callable[[str], str],
) -> tuple[Column[MatchDecision | NameDecision], ...]:
    """Return the columns of the table of decisions."""
    return (
        Column(
            _("Decision"),
            text=_decided,
            subtitle=lambda d: d.by or _("not said"),
            hint=lambda d: d.reason,
            key="decision",
            width=190,
            fitted=True,
        ),
        Column(
            _("Against"),
            text=_against,
            hint=lambda d: _meant(d, list_title),
            subtitle=lambda d: _under(d, list_title),
            key="against",
            width=130,
            stretch=True,
        ),
        Column(
            _("When"),
            text=lambda d: day_text(d.at.local.date()),
            subtitle=lambda d: f"{d.at.local:%H:%M}",
            hint=lambda d: moment_text(d.at),
            sort=lambda d: d.at.utc_text,
            key="when",
            width=150,
            fitted=True,
        ),
    )


def decision_said(decision: MatchDecision | NameDecision, list_title: Callable[[str], str]) -> str:
    """Return which decision it is: what was decided, against whom, on which list."""
    return _("{decision}: {name} ({list})").format(
        decision=_decided(decision), name=_against(decision), list=_under(decision, list_title)
    )


def _decided(decision: MatchDecision | NameDecision) -> str:
    if isinstance(decision, NameDecision):
        return _("Taken back") if decision.is_revoked else _("None of them is meant")
    return word(decision.verdict) if decision.verdict else _("Taken back")


def _against(decision: MatchDecision | NameDecision) -> str:
    if not isinstance(decision, NameDecision):
        return decision.listing.name
    return _('"{word}", {count} listed').format(
        word=decision.word, count=figure(len(decision.listings))
    )


def _under(decision: MatchDecision | NameDecision, list_title: Callable[[str], str]) -> str:
    """Return the list of the listed party, and for whom it was where that is a related party."""
    if isinstance(decision, NameDecision):
        return decision.name
    title = list_title(decision.listing.list)
    if decision.party == decision.customer:
        return title
    return _("{list}, for {name}").format(list=title, name=decision.profile.name)


def _meant(decision: MatchDecision | NameDecision, list_title: Callable[[str], str]) -> str:
    """Return which listed parties were meant, as many as fit a hint."""
    if not isinstance(decision, NameDecision):
        return f"{_against(decision)}\n{_under(decision, list_title)}"
    shown = [one.name for one in decision.listings[:_MOST_MEANT]]
    if len(decision.listings) > _MOST_MEANT:
        left = figure(len(decision.listings) - _MOST_MEANT)
        shown.append(_("and {count} more").format(count=left))
    return "\n".join(shown)
