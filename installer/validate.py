"""Checks bills of materials against CycloneDX's schema: python -m installer.validate FILE ...

Needs the packages of installer/tools.lock, and nothing else: it runs in an environment of its own.
"""

import sys
from pathlib import Path


def main(files: list[str]) -> int:
    """Return 0 when every file keeps to the schema."""
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    check = JsonStrictValidator(SchemaVersion.V1_6)
    wrong = 0
    for file in files:
        error = check.validate_str(Path(file).read_text("utf-8"))
        print(f"{file}: {'keeps to CycloneDX 1.6' if error is None else error}")
        wrong += error is not None
    return int(bool(wrong) or not files)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
