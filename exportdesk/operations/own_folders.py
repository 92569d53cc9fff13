"""Where a person's workspace and the demo are, unless told otherwise."""

from pathlib import Path

from platformdirs import user_data_path


def usual_folder() -> Path:
    """Return where a person's workspace is."""
    return user_data_path("ExportDesk", appauthor=False) / "workspace"


def demo_folder() -> Path:
    """Return where the demo is made, apart from it."""
    return usual_folder().with_name("demo")
