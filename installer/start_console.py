"""Starts the frozen command-line program."""

from exportdesk.__main__ import main

if __name__ == "__main__":
    main()
