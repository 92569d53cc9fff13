"""Codes of products as people write them in tables."""

import pytest

from exportdesk.rulebook import load_rulebook
from exportdesk.tables import PRODUCTS, RowReader, guess_map, table_of


@pytest.mark.parametrize(
    ("written", "eccn"),
    [
        ("5A992c", "5A992.C"),
        ("3A001(a)(2)", "3A001.A.2"),
        ("3a001 a.2", "3A001.A.2"),
        ("ECCN: 3A 001", "3A001"),
        ("EAR 99", "EAR99"),
        ("N/A", ""),
        ("-", ""),
        ("tbd", ""),
        ("5A002/5D002", "5A002/5D002"),  # two: somebody has to say which
        ("3A0011", "3A0011"),
        ("NLR", "NLR"),
        ("3A001" + "a" * 1_000 + "!", "3A001" + "A" * 1_000 + "!"),
    ],
)
def test_an_eccn_is_read_as_people_write_it(written: str, eccn: str) -> None:
    table = table_of(f"SKU,Description,ECCN\nA,Board,{written}\n".encode(), "goods.csv")
    country_code = load_rulebook().countries.country_code
    columns = guess_map(table, PRODUCTS, country_code)
    (row,) = RowReader(table, columns, PRODUCTS, country_code).read()
    assert (row.draft.eccn, row.problems) == (eccn, ())
