"""A small copy, made once: three regions, Swedish, two stories."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from s3dash.kit.contents import Choice, Contents, contents
from s3dash.kit.links import Links
from s3dash.kit.writing import FOLDER, Written, write_kit
from s3dash.site import Site

REGIONS = ("SE232", "SE23", "PL63")
STORIES = ("seven-pictures", "our-region")


@dataclass(frozen=True)
class Kit:
    """A copy that was written, and what it is made of."""

    choice: Choice
    contents: Contents
    links: Links
    archive: Path
    folder: Path
    written: Written


@pytest.fixture(scope="session")
def kit(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Kit:
    """Written and unpacked."""
    directory = tmp_path_factory.mktemp("kit")
    choice = Choice.of(site, ("sv",), REGIONS, STORIES)
    written = write_kit(site, choice, directory / "kit.zip")
    with zipfile.ZipFile(directory / "kit.zip") as archive:
        archive.extractall(directory)
    held = contents(site, choice, "sv")
    links = Links({"sv": held}, site.vocabulary)
    return Kit(choice, held, links, directory / "kit.zip", directory / FOLDER, written)
