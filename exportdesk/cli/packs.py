"""What commands say of evidence packs: written ones, and checked ones."""

from exportdesk.cli.session import DONE, FAILED, complain, console, print_json
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _
from exportdesk.core.words import sentence
from exportdesk.operations.pack_verifying import PackCheck
from exportdesk.operations.pack_writing import Packed


def tell_of_pack(packed: Packed) -> int:
    """Say what was written, complain of what could not be, and return how the command ends."""
    for code, facts in packed.faults:
        complain(sentence(code, facts))
    console().print(
        _("{files} files in {path}").format(files=figure(packed.files), path=packed.path),
        markup=False,
    )
    return FAILED if packed.faults else DONE


def tell_of_check(found: PackCheck, *, as_json: bool) -> int:
    """Say what a check of a pack found, and return how the command ends."""
    faults = [sentence(code, facts) for code, facts in found.faults]
    if as_json:
        print_json({"sound": found.is_sound, "files": found.files, "faults": faults})
    else:
        for fault in faults:
            console().print(fault, markup=False)
        verdict = _("Sound") if found.is_sound else _("NOT SOUND")
        console().print(
            _("{verdict}: {files} files").format(verdict=verdict, files=figure(found.files)),
            markup=False,
        )
    return DONE if found.is_sound else FAILED
