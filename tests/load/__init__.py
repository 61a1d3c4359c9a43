"""The dashboard with a full room: simulated viewers against real servers. Run with `python -m tests.load`."""
