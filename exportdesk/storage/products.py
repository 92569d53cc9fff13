"""Products in workspace.db."""

from collections.abc import Iterable, Iterator

from sqlite_utils import Database

from exportdesk.core.ids import ProductId
from exportdesk.core.products import Product
from exportdesk.core.text import folded
from exportdesk.storage.codec import from_json, to_json

_CHUNK = 500
MOST_WORDS = 20
"""So many words of a search count: SQLite takes no condition of a thousand parts."""
_CODE_LENGTH = 4  # digits from which a number with points is read as a code of goods


class ProductStore:
    """Keeps what we sell. A deleted product stays, out of sight: records rest on it."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def save(self, product: Product, at: str) -> None:
        """Keep a product, replacing the one with the same id; a deleted one comes back.

        Call inside `writing`. `at` is UTC text.
        """
        self._db.execute(
            "insert into products (id, sku, description, hs_code, eccn, body, made_at, changed_at,"
            " search) values (?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " on conflict (id) do update set sku = excluded.sku,"
            " description = excluded.description, hs_code = excluded.hs_code,"
            " eccn = excluded.eccn, body = excluded.body, changed_at = excluded.changed_at,"
            " deleted_at = '', search = excluded.search",
            (
                product.id,
                product.sku,
                product.description,
                product.hs_code,
                product.eccn,
                to_json(product),
                at,
                at,
                _search_text(product),
            ),
        )

    def delete(self, product: ProductId, at: str) -> None:
        """Take a product out of sight. Call inside `writing`."""
        self._db.execute("update products set deleted_at = ? where id = ?", (at, product))

    def free_skus(self, products: Iterable[ProductId]) -> None:
        """Take the SKUs of products that are about to be saved: they may change places.

        Call inside `writing`.
        """
        # One that a kept product cannot have, and no two the same.
        self._db.conn.executemany(
            "update products set sku = char(0) || id where id = ?", [(one,) for one in products]
        )

    def get(self, product: ProductId) -> Product | None:
        """Return a product, also a deleted one; None where there never was one of that id."""
        return self.several([product]).get(product)

    def several(self, products: Iterable[ProductId]) -> dict[ProductId, Product]:
        """Return products by id, also deleted ones; without those that never were."""
        wanted = list(dict.fromkeys(products))
        found: dict[ProductId, Product] = {}
        for start in range(0, len(wanted), _CHUNK):
            chunk = wanted[start : start + _CHUNK]
            places = ",".join("?" * len(chunk))
            for (body,) in self._db.execute(
                f"select body from products where id in ({places})", chunk
            ):
                product = from_json(body, Product)
                found[product.id] = product
        return found

    def is_deleted(self, product: ProductId) -> bool:
        """Whether there is such a product, out of sight."""
        row = self._db.execute(
            "select deleted_at from products where id = ?", (product,)
        ).fetchone()
        return bool(row and row[0])

    def by_sku(self, sku: str) -> ProductId | None:
        """Return which product has this SKU, None where none has."""
        row = self._db.execute(
            "select id from products where sku = ? and deleted_at = ''", (sku,)
        ).fetchone()
        return ProductId(row[0]) if row else None

    def all(self) -> Iterator[Product]:
        """Yield every product that is not deleted, by SKU."""
        rows = self._db.execute(
            "select body from products where deleted_at = '' order by sku collate nocase, id"
        )
        for (body,) in rows:
            yield from_json(body, Product)

    def count(self) -> int:
        """Return how many products there are."""
        found: int = self._db.execute(
            "select count(*) from products where deleted_at = ''"
        ).fetchone()[0]
        return found

    def search(self, text: str, limit: int) -> list[Product]:
        """Return products that hold every word of `text`, by SKU."""
        where, values = holds_words(text)
        rows = self._db.execute(
            f"select body from products where deleted_at = ''{where}"
            " order by sku collate nocase, id limit ?",
            (*values, limit),
        )
        return [from_json(body, Product) for (body,) in rows]

    def found(self, text: str) -> frozenset[ProductId]:
        """Return which products hold every word of `text`."""
        where, values = holds_words(text)
        rows = self._db.execute(f"select id from products where deleted_at = ''{where}", values)
        return frozenset(ProductId(one) for (one,) in rows)

    def index_missing(self) -> int:
        """Make what is searched of products that an older program kept; return how many.

        Call inside `writing`.
        """
        rows = self._db.execute(
            "select body, changed_at from products where search = '' and deleted_at = ''"
        )
        found = rows.fetchall()
        for body, changed_at in found:
            self.save(from_json(body, Product), changed_at)
        return len(found)

    def has_missing(self) -> bool:
        """Whether `index_missing` has anything to do."""
        row = self._db.execute(
            "select 1 from products where search = '' and deleted_at = '' limit 1"
        ).fetchone()
        return row is not None


def holds_words(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a condition on the column `search`, one " and ..." a word, with its values.

    A code is found with points or without, whichever way it was typed.
    """
    where = ""
    values: list[str] = []
    for word in folded(text).split()[:MOST_WORDS]:
        digits = word.replace(".", "")
        is_code = digits != word and digits.isdecimal() and len(digits) >= _CODE_LENGTH
        ways = (word, digits) if is_code else (word,)
        where += f" and ({' or '.join('instr(search, ?) > 0' for _way in ways)})"
        values += ways
    return where, tuple(values)


def _search_text(product: Product) -> str:
    code = product.hs_code
    dotted = f"{code[:4]}.{code[4:6]}" if len(code) >= 6 else ""
    words = (product.sku, product.description, code, dotted, product.eccn, product.manufacturer)
    return "\n".join(folded(word) for word in words if word.strip()) or "-"
