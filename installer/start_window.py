"""Starts the frozen program that opens the window."""

from exportdesk.__main__ import main_window

if __name__ == "__main__":
    main_window()
