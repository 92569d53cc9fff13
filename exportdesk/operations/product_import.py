"""Importing products: what each row would do to the book, then all of it at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from exportdesk.core.book import Act
from exportdesk.core.products import Product
from exportdesk.core.progress import Progress
from exportdesk.core.words import sentence
from exportdesk.diligence import Severity
from exportdesk.operations.book_drafts import merged_product, typed_from
from exportdesk.operations.book_import import (
    REPORTED,
    Imported,
    Planned,
    ProductRow,
    RowAct,
    as_the_book_is_now,
    counted,
    imported,
)
from exportdesk.operations.book_known import MetBy
from exportdesk.operations.products import Products, typed


class ProductImport:
    """Plans and does the import of products. Each method may be called on any thread."""

    def __init__(self, *, products: Products) -> None:
        self._products = products

    def known(self) -> Mapping[str, Product]:
        """Return the products of the book by SKU."""
        return {one.sku: one for one in self._products.all()}

    def plan(
        self,
        rows: Iterable[ProductRow],
        total: int,
        progress: Progress,
        known: Mapping[str, Product] | None = None,
    ) -> tuple[Planned[ProductRow, Product], ...]:
        """Return what each row would do: an update where its SKU is known, else a new product.

        Raises Cancelled.
        """
        progress.stage("comparing-with-the-book")
        book = self.known() if known is None else known
        seen: dict[str, int] = {}
        planned = []
        for done, row in enumerate(rows):
            if done % REPORTED == 0:
                progress.step(done, total)
            one = self._planned(row, book.get(row.draft.sku))
            twin = seen.setdefault(one.value.sku, row.number) if one.value.sku else row.number
            if twin != row.number:
                one = replace(one, twin=twin, act=RowAct.SKIP)
            planned.append(one)
        progress.step(total, total)
        return tuple(planned)

    def replanned(
        self, one: Planned[ProductRow, Product], act: RowAct
    ) -> Planned[ProductRow, Product]:
        """Return a row with what the user wants of it: take it as proposed, or skip it."""
        if act is RowAct.SKIP:
            return replace(one, act=RowAct.SKIP)
        return self._planned(one.row, one.kept)

    def again(
        self,
        row: ProductRow,
        earlier: Sequence[Planned[ProductRow, Product]] = (),
        known: Mapping[str, Product] | None = None,
    ) -> Planned[ProductRow, Product]:
        """Return the plan of a row whose cells were fixed, looked up in the book anew.

        `earlier` are the rows above it: one of them may have the same SKU.
        """
        book = self.known() if known is None else known
        found = self._planned(row, book.get(row.draft.sku))
        sku = found.value.sku
        twin = next((each.row.number for each in earlier if sku and each.value.sku == sku), 0)
        return replace(found, twin=twin, act=RowAct.SKIP) if twin else found

    def take(
        self,
        planned: Sequence[Planned[ProductRow, Product]],
        *,
        label: str,
        facts: Mapping[str, str] | None = None,
        progress: Progress | None = None,
    ) -> Imported:
        """Keep what the rows do as one step. Rows with faults are left out.

        Raises BadInput, StorageFault, and Cancelled, when nothing is kept.
        """
        there: dict[str, Product] = {one.id: one for one in self._products.all()}
        planned = as_the_book_is_now(planned, there, lambda o, kept: self._planned(o.row, kept))
        taken = {one.value.sku: one.value for one in planned if one.is_taken}
        counts = counted(planned)
        kept = self._products.save_all(
            list(taken.values()),
            act=Act.IMPORT,
            label=label,
            facts={**(facts or {}), **{act: str(n) for act, n in counts.items()}},
            progress=progress,
        )
        return imported(kept.batch, counts, kept.products, kept.changes)

    def _planned(self, row: ProductRow, kept: Product | None) -> Planned[ProductRow, Product]:
        told = merged_product(typed(kept), row.draft) if kept else typed_from(row.draft)
        checked = self._products.check(told, kept.id if kept else None)
        value = checked.product
        known = RowAct.SAME if value == kept else RowAct.UPDATE
        act = RowAct.NEW if kept is None else known
        faults = [one for one in checked.findings if one.severity is Severity.ERROR]
        doubts = [one for one in checked.findings if one.severity is Severity.WARNING]
        return Planned(
            row,
            act,
            value,
            kept,
            MetBy.KEY if kept else MetBy.NOTHING,
            tuple(sentence(one.code, one.facts) for one in faults),
            tuple(sentence(one.code, one.facts) for one in doubts),
        )
