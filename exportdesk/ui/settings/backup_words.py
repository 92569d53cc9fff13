"""What is in a backup, in words."""

from datetime import date

from exportdesk.core.backups import BackupManifest
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.storage.sealing import Seal
from exportdesk.ui.dates import day_text, moment_text


def title_words(manifest: BackupManifest) -> str:
    """Return whose backup it is, and from when."""
    if manifest.is_covered:
        return _("A backup with a password, {when}").format(when=moment_text(manifest.made))
    company = manifest.company or _("a company without a name")
    return _("{company}, {when}").format(company=company, when=moment_text(manifest.made))


def inside_words(manifest: BackupManifest) -> str:
    """Return what is in it, one kind of thing a line; little before its password is given."""
    lines = [] if manifest.is_covered else [_counted_words(manifest)]
    if manifest.lists:
        count = len(manifest.lists)
        newest = max(date.fromisoformat(one.day) for one in manifest.lists)
        lines.append(
            ngettext(
                "Control lists of {count} source, of {day}.",
                "Control lists of {count} sources, the newest of {day}.",
                count,
            ).format(count=count, day=day_text(newest))
        )
    if not manifest.is_covered:
        lines.append(
            _("Made on {host} by ExportDesk {version}.").format(
                host=manifest.host, version=manifest.program
            )
        )
    return "\n".join(lines)


def password_after(manifest: BackupManifest, seal: Seal | None) -> str:
    """Return what a restore does to the password of a workspace that `seal` is of, "" for nothing.

    `seal` is None where the workspace has no password.
    """
    if not manifest.is_sealed:
        if seal is None:
            return ""
        return _(
            "It is not encrypted. When it is restored, it is encrypted with the password of this "
            "workspace."
        )
    if seal is not None and seal.mark == manifest.mark:
        return _("The password stays as it is now.")
    return _("The workspace then opens with the password of this backup.")


def no_password_after() -> str:
    """Return what comes of restoring a backup without a password where the key file is lost."""
    return _("It is not encrypted: the workspace has no password then, until you set one again.")


def _counted_words(manifest: BackupManifest) -> str:
    counts = manifest.counts
    customers, products = counts.get("customers", 0), counts.get("products", 0)
    screenings, cases = counts.get("screenings", 0), counts.get("cases", 0)
    certifications, letters = counts.get("certifications", 0), counts.get("letters", 0)
    told = (
        (customers, ngettext("{count} customer", "{count} customers", customers)),
        (products, ngettext("{count} product", "{count} products", products)),
        (screenings, ngettext("{count} screening", "{count} screenings", screenings)),
        (cases, ngettext("{count} case", "{count} cases", cases)),
        (
            certifications,
            ngettext("{count} certification", "{count} certifications", certifications),
        ),
        (letters, ngettext("{count} letter from BIS", "{count} letters from BIS", letters)),
    )
    found = [words.format(count=figure(count)) for count, words in told if count]
    return ", ".join(found) + "." if found else _("No customer and no screening yet.")
