"""Control lists as their publishers issue them: what is known of them, reading, judging."""

from typing import TYPE_CHECKING

from exportdesk.core.read_later import read_later

if TYPE_CHECKING:
    from exportdesk.lists.bundle_format import Bundle, BundledSource, looks_like_bundle
    from exportdesk.lists.bundle_reading import (
        BundledReading,
        VerifiedBundle,
        open_bundled,
        read_bundle,
    )
    from exportdesk.lists.bundle_writing import BundleWriter
    from exportdesk.lists.catalogue import Catalogue, CatalogueList, Source, load_catalogue
    from exportdesk.lists.catalogue_edits import EDITS_FILE, EditedCatalogue, workspace_catalogue
    from exportdesk.lists.guard import MISSHAPEN, Incoming, Kept, judge, stops
    from exportdesk.lists.own import Peek, peek
    from exportdesk.lists.own_check import OwnCheck, check_own
    from exportdesk.lists.own_columns import (
        ColumnMapping,
        Letter,
        LetterKind,
        OwnField,
        OwnTable,
        find_header,
        guess_mapping,
    )
    from exportdesk.lists.reading import Reading, open_list
    from exportdesk.lists.recognizing import OWN_TABLE, recognized
    from exportdesk.lists.refusing import fatal, refusal

__all__ = [
    "EDITS_FILE",
    "MISSHAPEN",
    "OWN_TABLE",
    "Bundle",
    "BundleWriter",
    "BundledReading",
    "BundledSource",
    "Catalogue",
    "CatalogueList",
    "ColumnMapping",
    "EditedCatalogue",
    "Incoming",
    "Kept",
    "Letter",
    "LetterKind",
    "OwnCheck",
    "OwnField",
    "OwnTable",
    "Peek",
    "Reading",
    "Source",
    "VerifiedBundle",
    "check_own",
    "fatal",
    "find_header",
    "guess_mapping",
    "judge",
    "load_catalogue",
    "looks_like_bundle",
    "open_bundled",
    "open_list",
    "peek",
    "read_bundle",
    "recognized",
    "refusal",
    "stops",
    "workspace_catalogue",
]

_WHERE = {
    "EDITS_FILE": "catalogue_edits",
    "MISSHAPEN": "guard",
    "OWN_TABLE": "recognizing",
    "Bundle": "bundle_format",
    "BundleWriter": "bundle_writing",
    "BundledReading": "bundle_reading",
    "BundledSource": "bundle_format",
    "Catalogue": "catalogue",
    "CatalogueList": "catalogue",
    "ColumnMapping": "own_columns",
    "EditedCatalogue": "catalogue_edits",
    "Incoming": "guard",
    "Kept": "guard",
    "Letter": "own_columns",
    "LetterKind": "own_columns",
    "OwnCheck": "own_check",
    "OwnField": "own_columns",
    "OwnTable": "own_columns",
    "Peek": "own",
    "Reading": "reading",
    "Source": "catalogue",
    "VerifiedBundle": "bundle_reading",
    "check_own": "own_check",
    "fatal": "refusing",
    "find_header": "own_columns",
    "guess_mapping": "own_columns",
    "judge": "guard",
    "load_catalogue": "catalogue",
    "looks_like_bundle": "bundle_format",
    "open_bundled": "bundle_reading",
    "open_list": "reading",
    "peek": "own",
    "read_bundle": "bundle_reading",
    "recognized": "recognizing",
    "refusal": "refusing",
    "stops": "guard",
    "workspace_catalogue": "catalogue_edits",
}

if not TYPE_CHECKING:
    __getattr__ = read_later(__name__, _WHERE)
