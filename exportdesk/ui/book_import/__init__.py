"""Bringing a table of customers or products into the book, laid over their page."""
