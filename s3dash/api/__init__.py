"""The open API: the dataset as JSON, CSV and GeoJSON under `/api/v1`, for reading only."""

from s3dash.api.routes import register_api

__all__ = ["register_api"]
