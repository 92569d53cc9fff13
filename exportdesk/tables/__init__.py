"""Tables as people keep them: any spreadsheet or CSV in, rows of drafts with their problems out.

`read_table` finds out how a file is to be read, `guess_map` what its columns hold, `RowReader`
reads the rows, and `write_table` writes them back under headings that are read again.
"""

from typing import TYPE_CHECKING

from exportdesk.core.read_later import read_later

if TYPE_CHECKING:
    from exportdesk.tables.cells import ADDRESS_ROLES
    from exportdesk.tables.decoding import ENCODINGS
    from exportdesk.tables.drafts import (
        AddressDraft,
        CustomerDraft,
        IdentifierDraft,
        ProductDraft,
        RelatedDraft,
    )
    from exportdesk.tables.fields import ADDRESS_FIELDS, CustomerField, ProductField
    from exportdesk.tables.grid import WHOLE_ROW, CellProblem, Note, Row, Sheet
    from exportdesk.tables.heading_words import label_of
    from exportdesk.tables.mapping import ColumnMap, guess_map, map_from, named_again, shape_key
    from exportdesk.tables.reading import read_table, table_of
    from exportdesk.tables.rows import DraftRow, Problem, RowReader, read_rows
    from exportdesk.tables.slots import Slot
    from exportdesk.tables.subjects import CUSTOMERS, PRODUCTS, Subject
    from exportdesk.tables.table import Choices, Table, TableKind
    from exportdesk.tables.template import customer_table, product_table
    from exportdesk.tables.writing import write_csv, write_ods, write_table, write_xlsx

__all__ = [
    "ADDRESS_FIELDS",
    "ADDRESS_ROLES",
    "CUSTOMERS",
    "ENCODINGS",
    "PRODUCTS",
    "WHOLE_ROW",
    "AddressDraft",
    "CellProblem",
    "Choices",
    "ColumnMap",
    "CustomerDraft",
    "CustomerField",
    "DraftRow",
    "IdentifierDraft",
    "Note",
    "Problem",
    "ProductDraft",
    "ProductField",
    "RelatedDraft",
    "Row",
    "RowReader",
    "Sheet",
    "Slot",
    "Subject",
    "Table",
    "TableKind",
    "customer_table",
    "guess_map",
    "label_of",
    "map_from",
    "named_again",
    "product_table",
    "read_rows",
    "read_table",
    "shape_key",
    "table_of",
    "write_csv",
    "write_ods",
    "write_table",
    "write_xlsx",
]

_WHERE = {
    "ADDRESS_FIELDS": "fields",
    "ADDRESS_ROLES": "cells",
    "AddressDraft": "drafts",
    "CUSTOMERS": "subjects",
    "CellProblem": "grid",
    "Choices": "table",
    "ColumnMap": "mapping",
    "CustomerDraft": "drafts",
    "CustomerField": "fields",
    "DraftRow": "rows",
    "ENCODINGS": "decoding",
    "IdentifierDraft": "drafts",
    "Note": "grid",
    "PRODUCTS": "subjects",
    "Problem": "rows",
    "ProductDraft": "drafts",
    "ProductField": "fields",
    "RelatedDraft": "drafts",
    "Row": "grid",
    "RowReader": "rows",
    "Sheet": "grid",
    "Slot": "slots",
    "Subject": "subjects",
    "Table": "table",
    "TableKind": "table",
    "WHOLE_ROW": "grid",
    "customer_table": "template",
    "guess_map": "mapping",
    "label_of": "heading_words",
    "map_from": "mapping",
    "named_again": "mapping",
    "product_table": "template",
    "read_rows": "rows",
    "read_table": "reading",
    "shape_key": "mapping",
    "table_of": "reading",
    "write_csv": "writing",
    "write_ods": "writing",
    "write_table": "writing",
    "write_xlsx": "writing",
}

if not TYPE_CHECKING:
    __getattr__ = read_later(__name__, _WHERE)
