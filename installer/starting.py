"""What the frozen programs do before anything else."""

import os

_OURS = ("QT_PLUGIN_PATH", "QML2_IMPORT_PATH")
_NOTES = "_PYI_"
_PATHS = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


def give_back_the_environment() -> None:
    """Take out of the environment what PyInstaller put in, so that only we run with it.

    The mail program, the PDF viewer and the printer's tools that a person opens from here would
    otherwise load our libraries and Qt plugins in the place of theirs. This process has read them
    already, and Qt finds its plugins beside its libraries.
    """
    # With its notes to itself there, another copy of this program would not look for its libraries.
    notes = [name for name in os.environ if name.startswith(_NOTES)]
    for name in (*_OURS, *notes):
        os.environ.pop(name, None)
    for name in _PATHS:
        before = os.environ.pop(f"{name}_ORIG", None)
        os.environ.pop(name, None)
        if before is not None:
            os.environ[name] = before
