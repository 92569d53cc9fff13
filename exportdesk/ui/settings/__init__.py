"""The Settings page: company, operator, appearance, lists, and what the program is."""
