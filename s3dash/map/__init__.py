"""The map: boundaries as SVG paths, colour classes, and what changes on it with the view."""
