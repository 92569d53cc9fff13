"""What works on the user's book: customers, products, and what is said of their matches."""

from functools import cached_property
from typing import TYPE_CHECKING

from exportdesk.core.clock import today
from exportdesk.core.errors import BadInput
from exportdesk.core.threads import made_once
from exportdesk.wiring.list_parts import ListParts

if TYPE_CHECKING:
    from exportdesk.operations.book_export import BookExports
    from exportdesk.operations.book_import import Shapes
    from exportdesk.operations.book_screening import BookScreenings
    from exportdesk.operations.customer_files import CustomerFiles
    from exportdesk.operations.customer_import import CustomerImport
    from exportdesk.operations.customer_records import CustomerRecords
    from exportdesk.operations.customers import Customers
    from exportdesk.operations.deciding import Deciding
    from exportdesk.operations.hygiene import Hygiene
    from exportdesk.operations.name_looks import NameLooks
    from exportdesk.operations.owning import Owning
    from exportdesk.operations.product_import import ProductImport
    from exportdesk.operations.product_rows import ProductRows
    from exportdesk.operations.products import Products
    from exportdesk.operations.rulebooks import Rulebooks
    from exportdesk.operations.search import Search
    from exportdesk.operations.standings import Standings
    from exportdesk.operations.standings_by_rules import StandingsByRules
    from exportdesk.operations.table_import import TableImports
    from exportdesk.rulebook import EarTables


class BookParts(ListParts):
    """A workspace with its lists and its book."""

    @made_once
    def rulebooks(self) -> "Rulebooks":
        """The rulebooks that are there, and the tables of the EAR."""
        from exportdesk.operations.rulebooks import Rulebooks

        return Rulebooks(
            workspace=self.workspace,
            clock=self.clock,
            country_code=self.country_code,
            actor=self._operator,
        )

    @cached_property
    def ear_tables(self) -> "EarTables":
        """The tables of the EAR that were fetched, read when first asked for: that takes a while.

        NO_TABLES where one of them is broken; `rulebooks.status` says why.
        """
        try:
            return self.rulebooks.tables()
        except BadInput:
            from exportdesk.rulebook import NO_TABLES

            return NO_TABLES

    def read_tables_again(self) -> None:
        """Read the tables of the EAR anew when they are next asked for."""
        self.__dict__.pop("ear_tables", None)

    @made_once
    def products(self) -> "Products":
        """The products."""
        from exportdesk.operations.products import Products

        return Products(
            workspace=self.workspace,
            clock=self.clock,
            rulebook=lambda: self.rulebook,
            eccn_index=lambda: self.ear_tables.index,
        )

    @made_once
    def product_rows(self) -> "ProductRows":
        """The products as rows of a table."""
        from exportdesk.operations.product_rows import ProductRows

        return ProductRows(workspace=self.workspace, products=self.products)

    @made_once
    def search(self) -> "Search":
        """Looking for anything in the workspace and the lists."""
        from exportdesk.operations.search import Search

        return Search(
            workspace=self.workspace,
            screenings=self.screenings,
            high_priority=lambda: self.rulebook.high_priority,
            day=lambda: today(self.clock),
        )

    @made_once
    def owning(self) -> "Owning":
        """Who owns whom."""
        from exportdesk.operations.owning import Owning

        return Owning(
            workspace=self.workspace,
            lists=self.lists,
            rulebook=lambda: self.rulebook,
            clock=self.clock,
        )

    @made_once
    def _standings(self) -> "Standings":
        from exportdesk.operations.standings import Standings

        return Standings(
            lists=self.lists, rulebook=lambda: self.rulebook, clock=self.clock, owning=self.owning
        )

    @made_once
    def standings_by_rules(self) -> "StandingsByRules":
        """Working customers' standings out anew under another rulebook."""
        from exportdesk.operations.standings_by_rules import StandingsByRules

        return StandingsByRules(
            workspace=self.workspace,
            standings=self._standings,
            in_use=lambda: self.rulebook_in_use,
        )

    @made_once
    def customers(self) -> "Customers":
        """The customers."""
        from exportdesk.operations.customers import Customers

        return Customers(
            workspace=self.workspace,
            clock=self.clock,
            countries=lambda: self.rulebook.countries,
            standings=self._standings,
        )

    @made_once
    def shapes(self) -> "Shapes":
        """How tables of a shape were read before."""
        from exportdesk.operations.book_import import Shapes

        return Shapes(workspace=self.workspace, clock=self.clock)

    @made_once
    def customer_import(self) -> "CustomerImport":
        """Customers out of a table."""
        from exportdesk.operations.customer_import import CustomerImport

        return CustomerImport(workspace=self.workspace, customers=self.customers)

    @made_once
    def product_import(self) -> "ProductImport":
        """Products out of a table."""
        from exportdesk.operations.product_import import ProductImport

        return ProductImport(products=self.products)

    @made_once
    def table_imports(self) -> "TableImports":
        """A table taken into the book step by step."""
        from exportdesk.operations.table_import import TableImports

        return TableImports(
            customers=self.customer_import,
            products=self.product_import,
            shapes=self.shapes,
            country_code=self.country_code,
        )

    @made_once
    def hygiene(self) -> "Hygiene":
        """Checking the customers."""
        from exportdesk.operations.hygiene import Hygiene

        return Hygiene(workspace=self.workspace, lists=self.lists, clock=self.clock)

    @made_once
    def book_exports(self) -> "BookExports":
        """The book as tables."""
        from exportdesk.operations.book_export import BookExports

        return BookExports(workspace=self.workspace, products=self.products)

    @made_once
    def deciding(self) -> "Deciding":
        """What is said of a match."""
        from exportdesk.operations.deciding import Deciding

        return Deciding(
            workspace=self.workspace,
            lists=self.lists,
            standings=self._standings,
            clock=self.clock,
        )

    @made_once
    def name_looks(self) -> "NameLooks":
        """What is said of a name that shares a word with listed ones."""
        from exportdesk.operations.name_looks import NameLooks

        return NameLooks(
            workspace=self.workspace,
            lists=self.lists,
            screenings=self.screenings,
            standings=self._standings,
            clock=self.clock,
        )

    @made_once
    def customer_records(self) -> "CustomerRecords":
        """What was kept of a customer."""
        from exportdesk.operations.customer_records import CustomerRecords

        return CustomerRecords(
            workspace=self.workspace,
            clock=self.clock,
            customers=self.customers,
            deciding=self.deciding,
            screenings=self.screenings,
            standings=self._standings,
            names=self.name_looks,
        )

    @made_once
    def files(self) -> "CustomerFiles":
        """Files kept with a customer."""
        from exportdesk.operations.customer_files import CustomerFiles

        return CustomerFiles(workspace=self.workspace, clock=self.clock)

    @made_once
    def book(self) -> "BookScreenings":
        """Screening the customers."""
        from exportdesk.operations.book_screening import BookScreenings

        return BookScreenings(
            workspace=self.workspace,
            lists=self.lists,
            screenings=self.screenings,
            standings=self._standings,
            clock=self.clock,
        )
