"""The page of one domain: a file a section."""
