"""Partners for a region."""
