"""S3 Map: smart specialisation in Sweden and the Baltic Sea region on one interactive map."""

__version__ = "0.1.0"
