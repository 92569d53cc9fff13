"""Which looks at names of kept parties stand, and which names somebody is to look at."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from exportdesk.core.customers import KeptParty
from exportdesk.core.ids import DecisionId, ListingUid, PartyId
from exportdesk.core.name_looks import (
    NameDecision,
    NameLapse,
    Namesake,
    SharedName,
    name_lapses,
    unseen,
)
from exportdesk.operations.lists import Lists
from exportdesk.storage.workspace import Workspace


def namesakes(lists: Lists, uids: Iterable[ListingUid]) -> tuple[Namesake, ...]:
    """Return the listed parties of these uids, by name."""
    found = lists.listings(uids)
    made = [Namesake(uid, one.list, one.name) for uid, one in found.items()]
    return tuple(sorted(made, key=lambda one: (one.name.casefold(), one.list, one.uid)))


def names_of(kept: KeptParty) -> tuple[str, ...]:
    """Return every name of a party that is screened."""
    return tuple(one.text for one in kept.profile.names if one.text.strip())


def why_lapsed(
    decision: NameDecision, shared: SharedName, kept: KeptParty, lists: Lists
) -> tuple[NameLapse, ...]:
    """Return why what was said of a name does not stand, () where it does."""
    others = namesakes(lists, unseen(decision, shared.uids))
    return name_lapses(decision, names_of(kept), shared.mention.word, others)


def settle_names(
    workspace: Workspace, lists: Lists, customers: Iterable[PartyId], parties: Sequence[KeptParty]
) -> dict[PartyId, list[SharedName]]:
    """Work out which looks stand and keep it; return the shared names by customer.

    `parties` are those of the customers. Call inside `writing`.
    """
    found: dict[PartyId, list[SharedName]] = {}
    shared = workspace.shared_names.of_customers(customers)
    if not shared:
        return found
    by_id = {one.id: one for one in parties}
    said = workspace.shared_names.newest([one.party for one in shared])
    for one in shared:
        kept, decision = by_id.get(one.party), said.get(one.party)
        if kept is None:
            continue
        stands = decision is not None and not why_lapsed(decision, one, kept, lists)
        now = decision.id if decision is not None and stands else DecisionId("")
        if now != one.decision:
            workspace.shared_names.set_decision(one.party, now)
        found.setdefault(one.customer, []).append(replace(one, decision=now))
    return found
