"""Products as their table shows them: with tier and problems, found, and filtered."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from exportdesk.core.ids import ProductId
from exportdesk.core.products import Jurisdiction, Product
from exportdesk.core.progress import Progress
from exportdesk.diligence import CheckedProduct, Finding, Severity
from exportdesk.operations.products import Products
from exportdesk.rulebook import Tier
from exportdesk.storage.workspace import Workspace

# What is worth knowing of a product that is as it should be: nothing about it can be mended.
_NO_PROBLEM = frozenset({"product-high-priority", "product-eccn-600-series", "product-eccn-9x515"})
_RETIRED = "product-hs-retired-"
_CHUNK = 200


class Gap(StrEnum):
    """What is wrong with a product, as far as the table asks."""

    PROBLEMS = "problems"
    NO_CODE = "no_code"
    NO_ECCN = "no_eccn"
    RETIRED = "retired"


class TierChoice(StrEnum):
    """Whether a product is on the high-priority list, where no single tier is asked for."""

    LISTED = "listed"
    NOT_LISTED = "not_listed"


@dataclass(frozen=True, slots=True)
class ProductQuery:
    """Which products. None and "" choose all; `search` is found word by word."""

    search: str = ""
    tier: Tier | TierChoice | None = None
    jurisdiction: Jurisdiction | None = None
    gap: Gap | None = None

    @property
    def chooses_all(self) -> bool:
        """Whether it leaves nobody out."""
        return self == ProductQuery(search=self.search) and not self.search.strip()


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A product with what the rulebook says of it. `problems` are what should be mended; `buyers`
    counts the customers it was signed off for.
    """

    product: Product
    tier: Tier | None
    problems: tuple[Finding, ...] = ()
    buyers: int = 0

    @property
    def id(self) -> ProductId:
        """Whose row it is."""
        return self.product.id

    @property
    def is_wrong(self) -> bool:
        """Whether something in it cannot be right."""
        return any(one.severity is Severity.ERROR for one in self.problems)

    def has(self, gap: Gap) -> bool:
        """Whether it has this gap."""
        match gap:
            case Gap.PROBLEMS:
                return bool(self.problems)
            case Gap.NO_CODE:
                return not self.product.hs_code
            case Gap.NO_ECCN:
                is_itar = self.product.jurisdiction is Jurisdiction.ITAR
                return not self.product.eccn and not is_itar
            case Gap.RETIRED:
                return any(one.code.startswith(_RETIRED) for one in self.problems)


@dataclass(frozen=True, slots=True)
class FoundProducts:
    """The products asked for, by SKU, and how many there are in all."""

    rows: list[ProductRow] = field(default_factory=list)
    total: int = 0


class ProductRows:
    """Answers what a table of products asks. Used by one thread at a time.

    What a check said of a product is kept until the product is another, or is checked by another
    rulebook: checking ten thousand again at each keystroke would be slow.
    """

    def __init__(self, *, workspace: Callable[[], Workspace], products: Products) -> None:
        self._workspace = workspace
        self._products = products
        self._known: dict[ProductId, ProductRow] = {}
        self._grounds: tuple[object, ...] = ()

    def find(self, query: ProductQuery, progress: Progress) -> FoundProducts:
        """Return the products asked for. Raises StorageFault, Cancelled."""
        every = self._every(progress)
        found = every
        if query.search.strip():
            held = self._workspace().products.found(query.search)
            found = [row for row in found if row.id in held]
        if query.tier is not None:
            found = [row for row in found if _is_of(row, query.tier)]
        if query.jurisdiction is not None:
            found = [row for row in found if row.product.jurisdiction is query.jurisdiction]
        if query.gap is not None:
            found = [row for row in found if row.has(query.gap)]
        return FoundProducts(found, len(every))

    def _every(self, progress: Progress) -> list[ProductRow]:
        rows: list[ProductRow] = []
        grounds = self._products.grounds
        if tuple(map(id, grounds)) != tuple(map(id, self._grounds)):
            self._known, self._grounds = {}, grounds
        buyers = self._workspace().case_items.buyers()
        for done, product in enumerate(self._products.all()):
            known = self._known.get(product.id)
            if known is None or known.product != product:
                known = product_row(self._products.checked(product))
            if known.buyers != buyers.get(product.id, 0):
                known = replace(known, buyers=buyers.get(product.id, 0))
            rows.append(known)
            if done % _CHUNK == 0:
                progress.step(done)
        self._known = {row.id: row for row in rows}
        return rows


def product_row(checked: CheckedProduct) -> ProductRow:
    """Return a checked product as the table shows it."""
    return ProductRow(
        checked.product,
        checked.high_priority.tier.tier if checked.high_priority is not None else None,
        problems_of(checked.findings),
    )


def problems_of(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return the findings that should be mended, the gravest first."""
    found = (
        one for one in findings if one.severity is not Severity.NOTE and one.code not in _NO_PROBLEM
    )
    return tuple(sorted(found, key=lambda one: one.severity is not Severity.ERROR))


def _is_of(row: ProductRow, tier: Tier | TierChoice) -> bool:
    if isinstance(tier, TierChoice):
        return (row.tier is not None) is (tier is TierChoice.LISTED)
    return row.tier is tier
