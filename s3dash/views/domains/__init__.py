"""The page of domains: the whole country at a glance."""
