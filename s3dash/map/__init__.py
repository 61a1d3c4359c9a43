"""The map: boundaries as SVG paths, colour classes, legend, and what changes on it with the view."""
