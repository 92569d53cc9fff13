"""What other pages may send the person to Customers for."""

NEW, IMPORT, NAMES = "new", "import", "names"
