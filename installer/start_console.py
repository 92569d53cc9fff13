"""Starts the frozen command-line program."""

import sys

from exportdesk.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
