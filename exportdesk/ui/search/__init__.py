"""Searching everything, over any page: Ctrl+K."""
