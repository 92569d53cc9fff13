"""What is begun with the products that are selected in the table."""

from PySide6.QtCore import QObject

from exportdesk.ui.book_import.exporting import Exporting
from exportdesk.ui.cases.subjects import NewCase
from exportdesk.ui.certifications.subjects import NewCertification
from exportdesk.ui.products.table_pane import ProductTable
from exportdesk.ui.shell import Shell


class SelectedProducts(QObject):
    """Begins a case or a certification with them, or saves them as a table."""

    def __init__(self, shell: Shell, pane: ProductTable, exporting: Exporting) -> None:
        super().__init__(pane)
        self._shell, self._pane, self._exporting = shell, pane, exporting
        pane.case_asked.connect(self.begin_case)
        pane.certify_asked.connect(self.certify)
        pane.export_asked.connect(self.export)

    def begin_case(self) -> None:
        """Begin a case with the products that are selected."""
        products = tuple(row.id for row in self._pane.selected())
        if products:
            self._shell.window.go("cases", NewCase(products=products))

    def certify(self) -> None:
        """Begin a certification with the products that are selected."""
        products = tuple(row.id for row in self._pane.selected())
        if products:
            self._shell.window.go("certifications", NewCertification(products=products))

    def export(self) -> None:
        """Save the products shown as a table, or those selected where they are several."""
        chosen = self._pane.selected()
        ids = [row.id for row in (chosen if len(chosen) > 1 else self._pane.model.rows)]
        self._exporting.export(lambda _progress: ids)
