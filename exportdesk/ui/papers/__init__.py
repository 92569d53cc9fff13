"""Statements, letters and reports in the window: looked at, issued, handed over."""
