"""Starts the frozen command-line program."""

from exportdesk.__main__ import main
from installer.starting import give_back_the_environment

if __name__ == "__main__":
    give_back_the_environment()
    main()
