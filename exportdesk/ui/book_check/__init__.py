"""The check of the book over the Customers page: what to put right, put aside, or make one of."""
