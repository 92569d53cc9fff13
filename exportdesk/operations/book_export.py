"""The book as a table: customers or products as rows that the import reads again."""

from collections.abc import Callable, Iterable
from pathlib import Path

from exportdesk.core.book import Kind
from exportdesk.core.ids import PartyId, ProductId
from exportdesk.core.products import Product
from exportdesk.core.progress import Progress, Silent
from exportdesk.operations.book_drafts import customer_draft
from exportdesk.operations.products import Products
from exportdesk.storage.workspace import Workspace
from exportdesk.tables import ProductDraft, customer_table, product_table, write_table

KINDS = (".xlsx", ".csv", ".ods")


class BookExports:
    """Writes customers and products as tables. Each method may be called on any thread."""

    def __init__(self, *, workspace: Callable[[], Workspace], products: Products) -> None:
        self._workspace = workspace
        self._products = products

    def customers(
        self,
        path: Path,
        progress: Progress | None = None,
        chosen: Iterable[PartyId] | None = None,
    ) -> int:
        """Write customers to `path` by its ending, in the order given; return how many.

        All of them, sorted by name, where none are chosen. Raises BadInput, StorageFault,
        Cancelled; what was there before is then as it was.
        """
        store = self._workspace().customers
        if chosen is None:
            found = sorted(store.all(), key=lambda one: (one.name.casefold(), one.reference))
        else:
            wanted = list(dict.fromkeys(chosen))
            kept = store.several(wanted)
            gone = store.deleted(wanted)
            found = [kept[one] for one in wanted if one in kept and one not in gone]
        headings, rows = customer_table([customer_draft(one) for one in found])
        write_table(path, headings, rows, progress or Silent())
        return len(found)

    def products(
        self,
        path: Path,
        progress: Progress | None = None,
        chosen: Iterable[ProductId] | None = None,
    ) -> int:
        """Write products to `path` as `customers` does, all of them sorted by SKU."""
        found = self._products.all()
        if chosen is None:
            found.sort(key=lambda one: one.sku.casefold())
        else:
            by_id = {one.id: one for one in found}
            found = [by_id[one] for one in dict.fromkeys(chosen) if one in by_id]
        headings, rows = product_table([product_draft(one) for one in found])
        write_table(path, headings, rows, progress or Silent())
        return len(found)


def write_template(kind: Kind, path: Path) -> None:
    """Write an empty table with the headings that need no choosing. Raises as `write_table`."""
    headings, _rows = customer_table(()) if kind is Kind.CUSTOMERS else product_table(())
    write_table(path, headings, ())


def product_draft(product: Product) -> ProductDraft:
    """Return a product as a row of an export, which the import reads again."""
    return ProductDraft(
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
