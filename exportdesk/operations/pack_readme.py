"""The page that tells what an evidence pack is, and how to check it without this program."""

_TEXT = """\
Evidence pack: {title}

This is the company's own record of what it asked, found, decided and kept. It is not legal advice.

What is in it
  cases/          each case: its record (PDF), the case and all its versions (JSON)
  customers/      each customer as it is kept, and what was changed of it
  screening/      parties with their possible matches, every decision, screening records (PDF)
  letters/        letters from BIS that touch it
  papers/         statements, letters and reports that were issued about it (PDF)
  files/          everything that was attached; files.csv says what each belongs to
  lists/          which editions of the control lists were used, by their SHA-256
  rulebook/       the files of the rulebook that was used
  events.jsonl    the events about it; each carries the hash of the one before in the whole chain
  manifest.json   every file with what it is, its size and SHA-256; when this pack was made
  SHA256SUMS      the SHA-256 of every file, manifest.json among them

How to check it
  With ExportDesk:    exportdesk records check-pack PACK
  On Linux, macOS:    sha256sum -c SHA256SUMS      (shasum -a 256 -c SHA256SUMS on macOS)
  On Windows:         Get-FileHash FILE            (in PowerShell; compare with SHA256SUMS)

The hashes show that no file changed since the pack was written. Who wrote it they do not show: for
that, compare the head in manifest.json with the one printed on a paper of the company, or with its
records (exportdesk records verify --against HEAD).

Tables (CSV) are UTF-8. A cell that a spreadsheet program would run as a formula begins with '.
"""


def readme(title: str) -> bytes:
    """Return the page for a pack of this title."""
    return _TEXT.format(title=title).encode()
