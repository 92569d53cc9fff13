"""What a backup tells whoever opens it in another program: in English, with nobody's data."""

README = "README.txt"

README_TEXT = """\
This is a backup of an ExportDesk workspace. ExportDesk is a program that helps
exporters screen customers and keep the records of it.

How to restore it

  Do not unpack it: ExportDesk reads the file as it is.
  In the window: Settings, Backups, "Restore...", then choose this file.
  From a terminal, with the window closed (--look only shows what is inside):

      exportdesk restore FILE --look
      exportdesk restore FILE

  What was in the workspace before is kept in its folder "backups".

What is inside

  exportdesk-backup  marks the file as a backup of ExportDesk
  manifest.json      when it was made, what it holds, size and SHA-256 of each file
  workspace.db       customers, screenings, decisions, cases, settings (SQLite)
  lists.db           the control lists and their history (SQLite)
  catalogue.toml     changes of yours to where lists come from, if there are any
  attachments/       papers and files, each named by its SHA-256
  rulebook/          rules and tables that were taken in, if there are any
  wording/           wordings of papers of your own, if there are any
  workspace.key      only where the workspace has a password: its key, which the
                     password or the recovery code opens. workspace.db and
                     attachments are encrypted then.

Where any of these files was changed, the backup is refused.
""".replace("\n", "\r\n").encode("ascii")
