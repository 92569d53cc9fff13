"""Some pages of a paper as a paper of their own, with the text on them."""

from io import BytesIO


def chosen_pages(pdf: bytes, first: int, last: int) -> bytes:
    """Return the pages from `first` to `last`, counted from 1."""
    from pypdf import PdfReader, PdfWriter  # read when somebody wants some of the pages only

    writer = PdfWriter()
    writer.append(PdfReader(BytesIO(pdf)), pages=(first - 1, last), import_outline=False)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
