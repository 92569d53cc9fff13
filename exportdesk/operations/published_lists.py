"""A table that is no book of customers or products but a published control list."""

from pathlib import Path

from exportdesk.core.progress import Progress
from exportdesk.lists import Catalogue


def published_list(path: Path, catalogue: Catalogue, progress: Progress) -> str:
    """Return the names of the sources whose published form the file has, "" where it has none.

    Raises Cancelled.
    """
    # Takes the code of every format, which nothing else here needs.
    from exportdesk.lists import recognized

    form = recognized(path, progress)
    return " / ".join(
        one.name for one in catalogue.sources if not one.is_own and form in one.formats
    )
