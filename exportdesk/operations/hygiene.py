"""What to put right in the book of customers: what keeps screening from being good, and doubles."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from exportdesk.core.canonical import canonical_json, sha256_hex
from exportdesk.core.changes import Changes
from exportdesk.core.clock import Clock
from exportdesk.core.customers import Customer, PartyAddress
from exportdesk.core.errors import ReadOnlyWorkspace
from exportdesk.core.ids import PartyId
from exportdesk.core.mail_domains import FREE_MAIL, SHARED_SITES
from exportdesk.core.progress import Progress
from exportdesk.core.text import folded, number_key
from exportdesk.operations.lists import Lists
from exportdesk.screening import Screener
from exportdesk.screening.glossary_places import STREET_WORDS
from exportdesk.screening.near_names import (
    is_generic,
    is_only_legal_form,
    near_pairs,
    same_key,
)
from exportdesk.screening.normalize import NameForm, read_name
from exportdesk.screening.rarity import GENERIC_WEIGHT, Rarity, background
from exportdesk.storage.findings_aside import PutAside
from exportdesk.storage.opening import writing
from exportdesk.storage.workspace import Workspace

_REPORTED = 500
_LEAST_STREET = 8
_MOST_SAME = 40  # of so many with one name, each is told with the first only


class Unclean(StrEnum):
    """What is found."""

    LEGAL_FORM_ONLY = "legal_form_only"
    GENERIC_NAME = "generic_name"
    NO_COUNTRY = "no_country"
    SAME_NAME = "same_name"
    NEAR_NAME = "near_name"
    SAME_IDENTIFIER = "same_identifier"
    SAME_ADDRESS = "same_address"
    SAME_DOMAIN = "same_domain"


@dataclass(frozen=True, slots=True)
class HygieneFinding:
    """One thing to look at: what it is, whom it is about, and the value they share, "" for none.

    `aside` is how it was put aside, None where it was not.
    """

    what: Unclean
    customers: tuple[PartyId, ...]
    names: tuple[str, ...]
    value: str = ""
    aside: PutAside | None = None

    @property
    def key(self) -> str:
        """What it is known by: the same customers with the same value are the same finding."""
        told = [self.what.value, sorted(self.customers), folded(self.value), sorted(self.names)]
        return sha256_hex(canonical_json(told))[:32]


class Hygiene:
    """Looks the customers over. Each method may be called on any thread."""

    def __init__(self, *, workspace: Callable[[], Workspace], lists: Lists, clock: Clock) -> None:
        self._workspace = workspace
        self._lists = lists
        self._clock = clock

    def check(self, progress: Progress, *, with_aside: bool = False) -> list[HygieneFinding]:
        """Return what is to be put right, the gravest kind first.

        What was put aside is left out, or comes `with_aside`. Words are weighed by the lists in
        force, without any by ordinary names alone. Raises StorageFault, Cancelled.
        """
        workspace = self._workspace()
        weight, close = self._weight(progress)
        try:
            progress.stage("checking-the-book")
            customers = sorted(
                workspace.customers.all(), key=lambda one: (one.name.casefold(), one.id)
            )
            found = list(_all(customers, weight, progress))
        finally:
            close()
        aside = workspace.aside.all()
        told = [
            HygieneFinding(one.what, one.customers, one.names, one.value, aside.get(one.key))
            for one in found
        ]
        return [one for one in told if with_aside or one.aside is None]

    def mark(self) -> str:
        """Return a text that is another once `check` may find something else; quick."""
        workspace = self._workspace()
        aside = [(one.finding, one.at, one.reason) for one in workspace.aside.all().values()]
        told = [workspace.history.newest(), self._lists.index_name(), sorted(aside)]
        return sha256_hex(canonical_json(told))

    def aside(self) -> dict[str, PutAside]:
        """Return what is put aside, by the key of the finding."""
        return self._workspace().aside.all()

    def put_aside(self, findings: Iterable[HygieneFinding], reason: str) -> Changes:
        """Remember that findings are nothing: "two customers", "a shared office"."""
        workspace = self._writable()
        now, by = self._clock.now(), workspace.settings.settings().operator
        with writing(workspace.db):
            for one in findings:
                workspace.aside.put(PutAside(one.key, reason, now.utc_text, by))
                workspace.events.append(
                    "finding_put_aside",
                    one.customers[0],
                    {
                        "what": one.what.value,
                        "customers": list(one.customers),
                        "value": one.value,
                        "reason": reason,
                    },
                    at=now.utc_text,
                    actor=by,
                )
        return Changes.CUSTOMERS | Changes.EVENTS

    def take_back(self, findings: Iterable[HygieneFinding]) -> Changes:
        """Show findings again that were put aside."""
        workspace = self._writable()
        now, by = self._clock.now(), workspace.settings.settings().operator
        with writing(workspace.db):
            for one in findings:
                workspace.aside.take_back([one.key])
                workspace.events.append(
                    "finding_taken_back",
                    one.customers[0],
                    {"what": one.what.value, "customers": list(one.customers)},
                    at=now.utc_text,
                    actor=by,
                )
        return Changes.CUSTOMERS | Changes.EVENTS

    def _writable(self) -> Workspace:
        workspace = self._workspace()
        if workspace.read_only:
            raise ReadOnlyWorkspace("workspace-read-only")
        return workspace

    def _weight(self, progress: Progress) -> tuple[Callable[[str], float], Callable[[], object]]:
        ready = self._lists.prepare_index(progress)
        if ready is None:
            ordinary = Rarity(1, background())
            return lambda word: ordinary.weight(word, 0), lambda: None
        screener = Screener.load(ready.folder)
        return screener.weight_of, screener.close


def _all(
    customers: Sequence[Customer], weight: Callable[[str], float], progress: Progress
) -> Iterator[HygieneFinding]:
    forms: list[NameForm] = []
    for done, customer in enumerate(customers):
        if done % _REPORTED == 0:
            progress.step(done, 2 * len(customers))
        forms.append(read_name(customer.name))
    weights: dict[str, float] = {}

    def weighed(word: str) -> float:
        if word not in weights:
            weights[word] = weight(word)
        return weights[word]

    yield from _alone(customers, forms, weighed)
    same = list(_same_names(customers, forms, weighed))
    yield from same
    progress.step(len(customers) + len(customers) // 2, 2 * len(customers))
    told = {one.customers for one in same}
    for at, other in near_pairs(forms, weighed):
        one, two = customers[at], customers[other]
        if _may_be_one(one, two) and (one.id, two.id) not in told:
            yield _told(Unclean.NEAR_NAME, [one, two])
    for what, keys in (
        (Unclean.SAME_IDENTIFIER, _numbers),
        (Unclean.SAME_ADDRESS, _addresses),
        (Unclean.SAME_DOMAIN, _domains),
    ):
        yield from _shared(what, customers, keys)
    progress.step(2 * len(customers), 2 * len(customers))


def _alone(
    customers: Sequence[Customer], forms: Sequence[NameForm], weight: Callable[[str], float]
) -> Iterator[HygieneFinding]:
    legal = [one for one in customers if is_only_legal_form(one.name)]
    yield from (_told(Unclean.LEGAL_FORM_ONLY, [one]) for one in legal)
    known = {one.id for one in legal}
    for customer, form in zip(customers, forms, strict=True):
        if customer.id not in known and is_generic(form, weight, GENERIC_WEIGHT):
            yield _told(Unclean.GENERIC_NAME, [customer])
    for customer in customers:
        if not customer.profile.countries:
            yield _told(Unclean.NO_COUNTRY, [customer])


def _same_names(
    customers: Sequence[Customer], forms: Sequence[NameForm], weight: Callable[[str], float]
) -> Iterator[HygieneFinding]:
    """Yield who is called as another is, each pair once: the trading name of one, or its former
    name, may be what another is kept under.
    """
    groups: dict[str, list[Customer]] = {}
    for customer, form in zip(customers, forms, strict=True):
        others = [read_name(name.text) for name in customer.profile.names[1:]]
        telling = (one for one in others if not is_generic(one, weight, GENERIC_WEIGHT))
        for key in dict.fromkeys((same_key(form), *map(same_key, telling))):
            groups.setdefault(key, []).append(customer)
    told: set[tuple[PartyId, PartyId]] = set()
    for group in groups.values():
        if len(group) > _MOST_SAME:
            pairs: Iterable[tuple[Customer, Customer]] = ((group[0], one) for one in group[1:])
        else:
            pairs = combinations(group, 2)
        for one, other in pairs:
            if (one.id, other.id) not in told and _may_be_one(one, other):
                told.add((one.id, other.id))
                yield _told(Unclean.SAME_NAME, [one, other])


def _may_be_one(one: Customer, other: Customer) -> bool:
    ours, theirs = set(one.profile.countries), set(other.profile.countries)
    return not ours or not theirs or bool(ours & theirs)


def _shared(
    what: Unclean,
    customers: Sequence[Customer],
    keys: Callable[[Customer], Iterable[tuple[str, str]]],
) -> Iterator[HygieneFinding]:
    """Yield who has the same of something: `keys` are pairs of what is compared and shown."""
    groups: dict[str, list[Customer]] = {}
    shown: dict[str, str] = {}
    for customer in customers:
        for key, words in dict(keys(customer)).items():
            groups.setdefault(key, []).append(customer)
            shown.setdefault(key, words)
    for key, group in groups.items():
        if len(group) > 1:
            yield _told(what, group, shown[key])


def _numbers(customer: Customer) -> Iterator[tuple[str, str]]:
    for one in customer.profile.identifiers:
        key = number_key(one.number)
        if key:
            yield key, one.number


def _addresses(customer: Customer) -> Iterator[tuple[str, str]]:
    for one in customer.profile.addresses:
        key = _address_key(one)
        if key:
            yield key, f"{one.line}, {one.country}" if one.country else one.line


def _address_key(one: PartyAddress) -> str:
    """Return an address so that order, punctuation and short words do not count."""
    if len(one.street) < _LEAST_STREET or not any(letter.isdigit() for letter in one.line):
        return ""
    plain = "".join(
        letter if unicodedata.category(letter)[0] in "LN" else " " for letter in folded(one.line)
    )
    words = sorted(STREET_WORDS.get(word, word) for word in plain.split())
    return f"{one.country} {' '.join(words)}"


def _domains(customer: Customer) -> Iterator[tuple[str, str]]:
    mail = customer.profile.email_domain.casefold()
    if mail and mail not in FREE_MAIL:
        yield mail, mail
    site = customer.profile.website.casefold()
    host = (site.partition("://")[2] or site).partition("/")[0].partition(":")[0]
    host = host.removeprefix("www.")
    if host and host not in SHARED_SITES:
        yield host, host


def _told(what: Unclean, group: Sequence[Customer], value: str = "") -> HygieneFinding:
    return HygieneFinding(
        what, tuple(one.id for one in group), tuple(one.name for one in group), value
    )
