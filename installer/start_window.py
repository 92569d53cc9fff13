"""Starts the frozen program that opens the window."""

from exportdesk.__main__ import main_window
from installer.starting import give_back_the_environment

if __name__ == "__main__":
    give_back_the_environment()
    main_window()
