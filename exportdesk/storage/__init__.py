"""SQLite: the user's workspace and the downloaded lists. The only package that writes SQL."""

import sys
from importlib import import_module

# sqlite-utils reads numpy where there is one, to keep its numbers in columns: 0.1 s of each start,
# and none is ever kept. It takes a missing one for what it is.
if "numpy" not in sys.modules:
    sys.modules["numpy"] = None  # type: ignore[assignment]  # so an import of it is refused
    try:
        import_module("sqlite_utils")
    finally:
        del sys.modules["numpy"]
