"""From an official file to a dataset in force: reading, merging, checking, publishing. Nothing here imports dash."""

from s3dash.importing.pipeline import ImportRequest, Report, import_files

__all__ = ["ImportRequest", "Report", "import_files"]
