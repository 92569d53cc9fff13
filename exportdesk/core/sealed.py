"""Whether a workspace has a password, told without reading what opens it."""

from pathlib import Path

KEY_FILE = "workspace.key"
"""Stands in the folder of a workspace with a password, and in its backups."""


def is_sealed(folder: Path) -> bool:
    """Whether the workspace in `folder` has a password."""
    return (folder / KEY_FILE).is_file()
