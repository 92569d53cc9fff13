"""The book of products: checking, keeping, deleting, and taking steps back."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from exportdesk.core.book import Act, Batch, Kind
from exportdesk.core.changes import Changes
from exportdesk.core.clock import Clock
from exportdesk.core.errors import BadInput
from exportdesk.core.ids import BatchId, ProductId, new_id
from exportdesk.core.products import Product
from exportdesk.core.progress import Progress
from exportdesk.core.words import sentence
from exportdesk.diligence import CheckedProduct, Finding, Severity, TypedProduct, check_product
from exportdesk.operations.book_steps import BookSteps, Said, Step
from exportdesk.rulebook import NO_INDEX, EccnIndex, Rulebook
from exportdesk.storage.workspace import Workspace


@dataclass(frozen=True, slots=True)
class KeptProducts:
    """What a step did: the step, by which it is undone, and what it touched.

    `left` are products that an undo left as they are: they were changed since, or another one has
    their SKU by now.
    """

    batch: BatchId
    products: tuple[ProductId, ...]
    changes: Changes
    left: tuple[ProductId, ...] = ()


class Products:
    """The products of a workspace. Each method may be called on any thread."""

    def __init__(
        self,
        *,
        workspace: Callable[[], Workspace],
        clock: Clock,
        rulebook: Callable[[], Rulebook],
        eccn_index: Callable[[], EccnIndex] = lambda: NO_INDEX,
    ) -> None:
        self._workspace = workspace
        self._rulebook = rulebook
        self._eccn_index = eccn_index
        self._steps = BookSteps(_Shelf(), workspace=workspace, clock=clock)

    @property
    def grounds(self) -> tuple[Rulebook, EccnIndex]:
        """What a product is checked by now."""
        return self._rulebook(), self._eccn_index()

    def all(self) -> list[Product]:
        """Return every product that is not deleted, by SKU."""
        return list(self._workspace().products.all())

    def get(self, product: ProductId) -> Product:
        """Return a product, also a deleted one. Raises BadInput."""
        found = self._workspace().products.get(product)
        if found is None:
            raise BadInput("product-unknown", id=product)
        return found

    def check(self, typed: TypedProduct, product: ProductId | None = None) -> CheckedProduct:
        """Return what was typed as a product, and everything there is to say of it.

        `product` is whose it is, None for a new one.
        """
        checked = check_product(
            typed, self._rulebook(), self._eccn_index(), product or ProductId(new_id())
        )
        holder = self._workspace().products.by_sku(checked.product.sku)
        if holder is None or holder == checked.product.id:
            return checked
        taken = Finding("sku-taken", Severity.ERROR, "sku", {"sku": checked.product.sku})
        return replace(checked, findings=(taken, *checked.findings))

    def checked(self, product: Product) -> CheckedProduct:
        """Return a kept product with everything there is to say of it."""
        return check_product(typed(product), self._rulebook(), self._eccn_index(), product.id)

    def save(self, product: Product) -> KeptProducts:
        """Keep a product, new or changed. Raises BadInput where it is not sound, StorageFault."""
        return self.save_all([product])

    def save_all(
        self,
        products: Sequence[Product],
        *,
        act: Act | None = None,
        label: str = "",
        facts: dict[str, str] | None = None,
        progress: Progress | None = None,
    ) -> KeptProducts:
        """Keep several products as one step, which is undone as one. Raises as `save`.

        What is not different from what is kept already is left out. Raises Cancelled where
        `progress` is told to stop; nothing is kept then.
        """
        self._steps.writable()
        self._refuse_unsound(products)
        return _kept(self._steps.save(products, Said(act, label, facts or {}), progress=progress))

    def delete(self, products: Iterable[ProductId]) -> KeptProducts:
        """Take products out of the book as one step. What records rest on is kept.

        Raises BadInput for one that is not there, StorageFault.
        """
        return _kept(self._steps.delete(products))

    def undo(self, batch: BatchId) -> KeptProducts:
        """Take a whole step back: what it added goes, what it changed or deleted is as before.

        A product that was changed since is left as it is, and named. Raises BadInput where the step
        is unknown or taken back already, or nothing of it can be, StorageFault.
        """
        return _kept(self._steps.undo(batch))

    def touched(self, batch: BatchId) -> int:
        """Return how many products a step touched: taking it back takes all of it back."""
        return self._steps.touched(batch)

    def steps(self, act: Act | None = None, limit: int = 50) -> list[Batch]:
        """Return the last steps done to products, newest first."""
        return self._steps.last(act, limit)

    def history(self, product: ProductId) -> list[tuple[Batch, Product | None, Product | None]]:
        """Return every step that touched a product, newest first: as it was, as it was then."""
        return self._steps.history(product)

    def _refuse_unsound(self, products: Sequence[Product]) -> None:
        store = self._workspace().products
        together = {one.id: one for one in products}
        held: dict[str, ProductId] = {}
        for product in together.values():
            checked = self.checked(product)
            wrong = next((one for one in checked.findings if one.severity is Severity.ERROR), None)
            holder = store.by_sku(product.sku)
            kept_by_other = holder not in (None, product.id) and not (
                holder in together and together[holder].sku != product.sku
            )
            twice = held.setdefault(product.sku, product.id) != product.id
            if wrong is None and (kept_by_other or twice):
                wrong = Finding("sku-taken", Severity.ERROR, "sku", {"sku": product.sku})
            if wrong is not None:
                raise BadInput(
                    "product-not-sound",
                    why=sentence(wrong.code, wrong.facts),
                    sku=product.sku,
                    finding=wrong.code,
                )


def typed(product: Product) -> TypedProduct:
    """Return a product as its form shows it."""
    return TypedProduct(
        sku=product.sku,
        description=product.description,
        hs_code=product.hs_code,
        hs_schedule=product.hs_schedule.value,
        eccn=product.eccn,
        jurisdiction=product.jurisdiction.value,
        usml_category=product.usml_category,
        origin=product.origin,
        manufacturer=product.manufacturer,
        notes=product.notes,
    )


class _Shelf:
    """Products, as steps are done to them."""

    kind = Kind.PRODUCTS
    type = Product

    def id_of(self, value: Product) -> str:
        return value.id

    def label_of(self, value: Product) -> str:
        return value.sku

    def several(self, workspace: Workspace, ids: Iterable[str]) -> dict[str, Product]:
        found = workspace.products.several(map(ProductId, ids))
        return {
            one: product
            for one, product in found.items()
            if not workspace.products.is_deleted(ProductId(one))
        }

    def holder(self, workspace: Workspace, value: Product) -> str | None:
        return workspace.products.by_sku(value.sku)

    def free(self, workspace: Workspace, ids: Iterable[str]) -> None:
        workspace.products.free_skus(map(ProductId, ids))

    def save(self, workspace: Workspace, value: Product, at: str) -> None:
        workspace.products.save(value, at)

    def delete(self, workspace: Workspace, one: str, at: str) -> None:
        workspace.products.delete(ProductId(one), at)

    def settle(self, workspace: Workspace, ids: Sequence[str]) -> None:
        """Nothing depends on a product yet."""


def _kept(step: Step) -> KeptProducts:
    return KeptProducts(
        step.batch,
        tuple(map(ProductId, step.ids)),
        Changes.PRODUCTS | Changes.EVENTS if step.ids else Changes.NOTHING,
        tuple(map(ProductId, step.left)),
    )
