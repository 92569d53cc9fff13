"""How tables of the user's own were read before, so that the next of the same kind need not ask."""

from dataclasses import dataclass

from exportdesk.core.ids import SourceKey


@dataclass(frozen=True, slots=True)
class KnownTable:
    """A table that became an own list once: its shape, how it was read, what it is.

    `headings` are folded, () for a table without any; `columns` say what each column holds, ""
    for one that is not used; `skip` rows stand before the first party. `kind`, `dated`,
    `reference` and `asks` are of the letter. "" in `sheet`, `encoding` and `delimiter`: found out.
    """

    headings: tuple[str, ...]
    columns: tuple[str, ...]
    skip: int
    source: SourceKey
    kind: str = ""
    dated: str = ""
    reference: str = ""
    asks: str = ""
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""

    @property
    def shape(self) -> tuple[tuple[str, ...], int]:
        """What tables are the same by: their headings, without any how many columns they have."""
        return self.headings, 0 if self.headings else len(self.columns)


@dataclass(frozen=True, slots=True)
class KnownTables:
    """All of them, the one used last first."""

    tables: tuple[KnownTable, ...] = ()

    @property
    def letter_days(self) -> dict[SourceKey, str]:
        """The date of the letter behind each own list, as ISO text, of those that have one."""
        newest: dict[SourceKey, str] = {}
        for table in self.tables:
            newest.setdefault(table.source, table.dated)
        return {source: dated for source, dated in newest.items() if dated}

    def with_one(self, table: KnownTable, most: int = 40) -> "KnownTables":
        """Return them with `table` first, in place of the one of its shape and source."""
        same = (table.shape, table.source)
        others = (one for one in self.tables if (one.shape, one.source) != same)
        return KnownTables((table, *others)[:most])
