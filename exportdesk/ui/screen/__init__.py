"""The Screen page: parties in, possible matches as one types, decisions, the record."""
