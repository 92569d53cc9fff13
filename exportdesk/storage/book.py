"""Customers and products in workspace.db."""

from sqlite_utils import Database

from exportdesk.core.parties import Customer
from exportdesk.core.products import Product
from exportdesk.storage.codec import from_json, to_json


class BookStore:
    """Keeps the exporter's own book."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def save_customer(self, customer: Customer) -> None:
        """Keep a customer, replacing the one with the same id. Call inside `writing`."""
        self._db.execute(
            "insert into customers (id, reference, name, body) values (?, ?, ?, ?)"
            " on conflict (id) do update set reference = excluded.reference,"
            " name = excluded.name, body = excluded.body",
            (customer.id, customer.reference, customer.party.name, to_json(customer)),
        )

    def save_product(self, product: Product) -> None:
        """Keep a product, replacing the one with the same id. Call inside `writing`."""
        self._db.execute(
            "insert into products (id, sku, body) values (?, ?, ?)"
            " on conflict (id) do update set sku = excluded.sku, body = excluded.body",
            (product.id, product.sku, to_json(product)),
        )

    def customers(self) -> list[Customer]:
        """Return every customer, by name."""
        rows = self._db.execute("select body from customers order by name collate nocase, id")
        return [from_json(body, Customer) for (body,) in rows]

    def products(self) -> list[Product]:
        """Return every product, by SKU."""
        rows = self._db.execute("select body from products order by sku, id")
        return [from_json(body, Product) for (body,) in rows]
