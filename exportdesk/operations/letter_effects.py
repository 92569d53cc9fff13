"""What letters from BIS touch in the workspace: customers, products, and cases that are open."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from exportdesk.core.cases import Case, CaseState
from exportdesk.core.clock import Clock, today
from exportdesk.core.ids import CaseId, LetterId, PartyId, ProductId
from exportdesk.core.letters import Letter
from exportdesk.core.progress import Progress
from exportdesk.diligence.letter_touching import touched_products
from exportdesk.operations.case_facts_of import CaseFactsOf
from exportdesk.storage.workspace import Workspace

_CHUNK = 50


@dataclass(frozen=True, slots=True)
class LetterEffect:
    """What one letter touches, each by its id with what it is called; cases by their number.

    A customer is touched that the letter names, or that itself or one of whose parties may be on
    the letter's list; a match that was decided to be somebody else does not count.
    """

    customers: Mapping[PartyId, str] = field(default_factory=dict)
    products: Mapping[ProductId, str] = field(default_factory=dict)
    cases: Mapping[CaseId, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether it touches nothing."""
        return not (self.customers or self.products or self.cases)


class LetterEffects:
    """Looks the effects of letters up. May be called on any thread."""

    def __init__(
        self, *, workspace: Callable[[], Workspace], facts: CaseFactsOf, clock: Clock
    ) -> None:
        self._workspace = workspace
        self._facts = facts
        self._clock = clock

    def of(self, letters: Iterable[Letter], progress: Progress) -> dict[LetterId, LetterEffect]:
        """Return what each of these letters touches today; one that ended touches nothing."""
        day = today(self._clock)
        counting = [one for one in letters if one.counts_on(day)]
        if not counting:
            return {}
        workspace = self._workspace()
        listed = workspace.matches.customers_by_source(one.source for one in counting if one.source)
        now = workspace.merged.now(each for one in counting for each in one.customers)
        named = workspace.customers.several(sorted(set(now.values())))
        products = list(workspace.products.all()) if any(o.items for o in counting) else []
        cases = self._cases(workspace, progress)
        return {
            one.id: LetterEffect(
                {
                    **{
                        now[each]: named[now[each]].name
                        for each in one.customers
                        if now[each] in named
                    },
                    **listed.get(one.source, {}),
                },
                {p.id: p.sku or p.description for p in touched_products(one, products)},
                cases.get(one.id, {}),
            )
            for one in counting
        }

    def _cases(self, workspace: Workspace, progress: Progress) -> dict[LetterId, dict[CaseId, str]]:
        ids = workspace.cases.ids(CaseState.OPEN)
        found: dict[LetterId, dict[CaseId, str]] = {}
        for start in range(0, len(ids), _CHUNK):
            progress.step(start, len(ids))
            some: list[Case] = list(workspace.cases.several(ids[start : start + _CHUNK]).values())
            look = self._facts.look(some)
            for case in some:
                for letter in self._facts.of(case, look).letters:
                    found.setdefault(letter.id, {})[case.id] = case.number
        return found
