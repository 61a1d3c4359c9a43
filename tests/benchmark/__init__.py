"""How fast and how light the dashboard is: `python -m tests.benchmark`."""
