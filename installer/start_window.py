"""Starts the frozen program that opens the window."""

import sys

from exportdesk.__main__ import main_window

if __name__ == "__main__":
    sys.exit(main_window())
