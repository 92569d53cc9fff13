"""ExportDesk: screening and due diligence for small exporters, offline."""

__version__ = "0.1.0"
