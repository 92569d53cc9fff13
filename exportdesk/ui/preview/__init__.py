"""Papers, looked at before they are printed or saved."""

from exportdesk.ui.preview.dialog import PreviewDialog
from exportdesk.ui.preview.paper import PaperView, print_pages

__all__ = ["PaperView", "PreviewDialog", "print_pages"]
