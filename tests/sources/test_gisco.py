"""NUTS boundaries in GISCO's forms: read, and drawn as the four layers of a dataset."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely
import yaml
from shapely import Geometry

from s3dash.map.coverage import LAND
from s3dash.map.geometry import load_geometry
from s3dash.sources.gisco import SOURCE, BoundaryRow, apply, read
from s3dash.sources.gisco_layers import Layers, read_layers
from s3dash.sources.places import Places
from s3dash.sources.records import ReadOptions, Reject, SourceError
from tests.data.tiny import validate, write_tiny
from tests.sources.broken import HTML

GEODATA = Path(__file__).parents[2] / "geodata"
TODAY = date(2027, 1, 15)
Region = tuple[str, Geometry]


@pytest.fixture(scope="module")
def options() -> ReadOptions:
    return ReadOptions(Places.load(GEODATA))


def frame_of(regions: list[Region], epsg: int = 4326) -> gpd.GeoDataFrame:
    codes = [code for code, _ in regions]
    columns = {
        "NUTS_ID": codes,
        "LEVL_CODE": [len(code) - 2 for code in codes],
        "CNTR_CODE": [code[:2] for code in codes],
        "NAME_LATN": [f"Region {code}" for code in codes],
    }
    return gpd.GeoDataFrame(columns, geometry=[shape for _, shape in regions], crs=4326).to_crs(epsg)


def save(path: Path, regions: list[Region], epsg: int = 4326) -> Path:
    frame_of(regions, epsg).to_file(path, driver="GPKG" if path.suffix == ".gpkg" else "GeoJSON")
    return path


# The tiny dataset has the squares SE221 and SE224 beside each other, PL63 and EE00. These are drawn elsewhere a little.
TINY: list[Region] = [
    ("SE", shapely.box(14, 56, 16.2, 57.2)),
    ("SE22", shapely.box(14, 56, 16.2, 57.2)),
    ("SE221", shapely.box(15.1, 56, 16.2, 57.2)),
    ("SE224", shapely.box(14, 56, 15.1, 57.2)),
    ("PL", shapely.box(17, 53, 19.5, 55)),
    ("PL6", shapely.box(18, 53, 19.5, 55)),
    ("PL62", shapely.box(18, 53, 19.5, 54)),
    ("PL63", shapely.box(18, 54, 19.5, 55)),
    ("EE001", shapely.box(25, 59, 25.5, 60.3)),
    ("EE008", shapely.box(25.5, 59, 26, 60.3)),
    ("DE", shapely.box(10, 52, 12, 54)),
    ("FRY", shapely.box(-62, 14, -60, 17)),
]


def without(*codes: str) -> list[Region]:
    return [region for region in TINY if region[0] not in codes]


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    return write_tiny(tmp_path / "draft")


# ---------------------------------------------------------------- read


@pytest.mark.parametrize("epsg", [4326, 3035, 3857])
@pytest.mark.parametrize("suffix", [".geojson", ".gpkg"])
def test_both_forms_and_three_coordinate_systems_give_degrees(
    tmp_path: Path, options: ReadOptions, suffix: str, epsg: int
) -> None:
    path = save(tmp_path / f"NUTS_RG_20M_2021_{epsg}{suffix}", TINY, epsg)
    rows = list(read([path], options))
    assert [row.nuts_id for row in rows if isinstance(row, BoundaryRow)] == [code for code, _ in TINY[:-1]]
    first = rows[2]
    assert isinstance(first, BoundaryRow)
    assert first.level == 3
    assert first.name == "Region SE221"
    assert first.shape.bounds == pytest.approx((15.1, 56, 16.2, 57.2), abs=1e-6)


def test_levels_may_come_in_files_of_their_own(tmp_path: Path, options: ReadOptions, draft: Path) -> None:
    files = [
        save(tmp_path / f"NUTS_RG_20M_2021_4326_LEVL_{level}.geojson", [r for r in TINY if len(r[0]) == level + 2])
        for level in (0, 2, 3)
    ]
    assert apply(draft, read(files, options), TODAY).changed == 6


def test_the_web_process_loads_no_library_of_geography_for_the_list_of_sources() -> None:
    script = "import s3dash.sources.gisco, sys; print({'geopandas', 'pyogrio', 'pandas'} & set(sys.modules))"
    root = Path(__file__).parents[2]
    run = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"


# ---------------------------------------------------------------- apply, on the tiny dataset


def test_the_layers_are_drawn_anew(tmp_path: Path, options: ReadOptions, draft: Path) -> None:
    path = save(tmp_path / "NUTS_RG_10M_2021_3035.geojson", TINY, 3035)
    counts = apply(draft, read([path], options), TODAY)
    assert (counts.new, counts.changed, counts.same) == (0, 6, 0)
    assert validate(draft) == []
    layers = read_layers(draft / "boundaries")
    assert {layer: list(units) for layer, units in layers.items()} == {
        "lan": ["SE221", "SE224"],
        "nuts2": ["SE22"],
        "neighbours": ["EE00", "PL63"],  # EE00 dissolved from its two NUTS3 areas
        "land": [LAND],
    }
    assert layers["neighbours"]["EE00"].bounds == pytest.approx((25, 59, 26, 60.3), abs=1e-3)
    land = layers["land"][LAND]
    assert land.contains(shapely.Point(18.5, 53.5))  # PL62, which is not drawn
    assert land.contains(shapely.Point(11, 53))  # Germany, whole
    assert land.contains(shapely.Point(20.5, 55.5))  # the old layer
    assert not land.intersects(shapely.Point(18.5, 54.5))
    meta = yaml.safe_load((draft / "boundaries" / "lan.meta.yml").read_text(encoding="utf-8"))
    assert meta["producer"].startswith("Eurostat, GISCO; © EuroGeographics")
    assert (meta["version"], meta["accessed"], meta["features"]) == ("NUTS 2021, 1:10 million", "2027-01-15", 2)


def test_the_areas_in_regions_follow(tmp_path: Path, options: ReadOptions, draft: Path) -> None:
    apply(draft, read([save(tmp_path / "a.geojson", TINY)], options), TODAY)
    rows = (draft / "tables" / "regions.csv").read_text(encoding="utf-8").splitlines()
    area = {row.split(",")[0]: row.split(",")[10] for row in rows}
    assert float(area["SE221"]) == pytest.approx(9_100, rel=0.02)  # 1.1 x 1.2 degrees at 56.6 degrees north
    assert area["SE"] == ""


def test_the_same_files_again_change_nothing(tmp_path: Path, options: ReadOptions, draft: Path) -> None:
    path = save(tmp_path / "NUTS_RG_20M_2021_4326.geojson", TINY)
    apply(draft, read([path], options), TODAY)
    files = {file: file.read_bytes() for file in draft.rglob("*") if file.is_file()}
    counts = apply(draft, read([path], options), date(2028, 1, 1))
    assert (counts.new, counts.changed, counts.same) == (0, 0, 6)
    assert {file: file.read_bytes() for file in draft.rglob("*") if file.is_file()} == files


def test_the_origin_of_the_old_land_is_still_named_after_two_imports(
    tmp_path: Path, options: ReadOptions, draft: Path
) -> None:
    meta = draft / "boundaries" / "land.meta.yml"
    meta.write_text("producer: Natural Earth\nlink: https://example.org\nlicence: free\n", encoding="utf-8")
    for name, regions in (("a.geojson", TINY), ("b.geojson", without("DE"))):
        apply(draft, read([save(tmp_path / name, regions)], options), TODAY)
    assert yaml.safe_load(meta.read_text(encoding="utf-8"))["elsewhere"]["producer"] == "Natural Earth"


@pytest.mark.parametrize(
    ("lacking", "named"),
    [(("PL63", "PL6", "PL62"), "PL63"), (("SE221", "EE001", "EE008"), "EE00, SE221")],
)
def test_a_region_that_the_files_lack_is_named(
    tmp_path: Path, options: ReadOptions, draft: Path, lacking: tuple[str, ...], named: str
) -> None:
    path = save(tmp_path / "NUTS_RG_20M_2024_4326.geojson", without(*lacking))
    before = {file: file.read_bytes() for file in draft.rglob("*") if file.is_file()}
    with pytest.raises(SourceError, match=f"missing: {named}"):
        apply(draft, read([path], options), TODAY)
    assert {file: file.read_bytes() for file in draft.rglob("*") if file.is_file()} == before


def test_a_region_under_another_one_is_named(tmp_path: Path, options: ReadOptions, draft: Path) -> None:
    regions = [*without("SE224"), ("SE224", shapely.box(15.2, 56.2, 15.4, 56.4))]  # within SE221
    with pytest.raises(SourceError, match="nothing is left of SE224"):
        apply(draft, read([save(tmp_path / "a.geojson", regions)], options), TODAY)


# ---------------------------------------------------------------- apply, on the bundled dataset


@pytest.fixture(scope="module")
def redrawn(tmp_path_factory: pytest.TempPathFactory, options: ReadOptions) -> Iterator[tuple[Path, Layers, Layers]]:
    """The bundled dataset after the import of its own shapes in GISCO's form: lakes filled, PL9 in two parts."""
    folder = tmp_path_factory.mktemp("bundled")
    (folder / "tables").mkdir()
    for file in ("dataset.yml", "tables/regions.csv", "tables/regions.meta.yml"):
        shutil.copy(GEODATA / file, folder / file)
    shutil.copytree(GEODATA / "boundaries", folder / "boundaries")
    old = read_layers(GEODATA / "boundaries")
    regions: list[Region] = []
    for code, shape in (old["lan"] | old["neighbours"]).items():
        west, south, east, north = shape.bounds
        if code == "PL9":
            middle = (west + east) / 2
            regions.append(("PL91", shape.intersection(shapely.box(west, south, middle, north))))
            regions.append(("PL92", shape.intersection(shapely.box(middle, south, east, north))))
        elif code == "SE232":  # half of Vänern, as in GISCO's regions, which hold inland waters
            regions.append((code, shape.union(shapely.box(13.05, 58.7, 13.6, 59.0))))
        else:
            regions.append((code, shape))
    land = old["land"][LAND]
    regions.append(("CZ", land.intersection(shapely.box(12, 48.5, 19, 51.1))))
    regions.append(("DE92", land.intersection(shapely.box(7, 51.5, 11, 53.8))))
    path = save(folder / "NUTS_RG_20M_2021_3035.geojson", regions, 3035)
    apply(folder, read([path], options), TODAY)
    yield folder, old, read_layers(folder / "boundaries")


def test_the_bundled_dataset_is_one_partition_on_the_grid(redrawn: tuple[Path, Layers, Layers]) -> None:
    _, old, new = redrawn
    assert {layer: sorted(units) for layer, units in new.items()} == {
        layer: sorted(units) for layer, units in old.items()
    }
    shapes = np.array([shape for layer in ("lan", "neighbours", "land") for shape in new[layer].values()])
    assert shapely.coverage_is_valid(shapes)
    assert shapely.is_valid(shapes).all()
    coordinates = shapely.get_coordinates(shapes)
    assert np.abs(coordinates - coordinates.round(4)).max() < 1e-9
    assert len(load_geometry(redrawn[0] / "boundaries").shapes) == 70


def test_the_bundled_regions_keep_their_areas(redrawn: tuple[Path, Layers, Layers]) -> None:
    _, old, new = redrawn
    for layer in ("lan", "nuts2", "neighbours", "land"):
        for code, shape in old[layer].items():
            assert new[layer][code].area == pytest.approx(shape.area, rel=0.01), code


def test_the_great_lakes_stay_open(redrawn: tuple[Path, Layers, Layers]) -> None:
    _, _, new = redrawn
    for lon, lat in ((13.4, 58.9), (14.6, 58.4)):
        point = shapely.Point(lon, lat)
        assert not any(shape.intersects(point) for units in new.values() for shape in units.values())


# ---------------------------------------------------------------- broken files


def geojson(regions: list[Region] = TINY, **changes: Any) -> dict[str, Any]:
    return json.loads(frame_of(regions).to_json(drop_id=True)) | changes


def with_feature(position: int, **properties: Any) -> dict[str, Any]:
    """The tiny regions with other properties of one; None takes a property away."""
    content = geojson()
    for name, value in properties.items():
        if value is None:
            for feature in content["features"]:
                del feature["properties"][name]
        else:
            content["features"][position]["properties"][name] = value
    return content


def with_geometry(geometry: Any) -> dict[str, Any]:
    content = geojson()
    content["features"][3]["geometry"] = geometry
    return content


WHOLE = json.dumps(geojson())
ERRORS: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "empty"),
    "blank": (b" \n \n", "neither GeoJSON nor"),
    "html": (HTML.encode(), "web page"),
    "nul bytes": (WHOLE.encode().replace(b"NUTS", b"\0UTS", 1), "NUL"),
    "utf-16": (WHOLE.encode("utf-16"), "NUL"),
    "random bytes": (bytes(range(256)) * 8, "NUL"),
    "latin-1": (WHOLE.replace("Region", "Ö").encode("latin-1"), "UTF-8"),
    "zip": (b"PK\x03\x04" + bytes(60), "zip"),
    "xml": (b"<?xml version='1.0'?><OGRVRTDataSource/>", "neither GeoJSON nor"),
    "truncated": (WHOLE[: len(WHOLE) // 2].encode(), "cannot be read"),
    "other json": (b'{"a": 1}', "cannot be read|no layer|no shapes"),
    "no features": (json.dumps(geojson(features=[])).encode(), "no layer|no shapes"),
    "no NUTS_ID": (json.dumps(with_feature(0, NUTS_ID=None)).encode(), "NUTS_ID"),
    "no LEVL_CODE": (json.dumps(with_feature(0, LEVL_CODE=None)).encode(), "LEVL_CODE"),
    "metres without a name": (
        json.dumps({k: v for k, v in json.loads(frame_of(TINY, 3035).to_json()).items() if k != "crs"}).encode(),
        "coordinates are not those",
    ),
    "no geopackage": (b"SQLite format 3\0" + bytes(200), "cannot be read"),
    "nested too deep": (b'{"type":' * 5_000, "cannot be read|no layer|no shapes"),
}
REJECTS: dict[str, tuple[dict[str, Any], str]] = {
    "no code": (with_feature(3, NUTS_ID="Skåne"), "no NUTS code"),
    "empty code": (with_feature(3, NUTS_ID=""), "no NUTS code"),
    "formula": (with_feature(3, NUTS_ID="=1+1"), "no NUTS code"),
    "wrong level": (with_feature(3, LEVL_CODE=2), "is not the level of SE224"),
    "huge level": (with_feature(3, LEVL_CODE=10**12), "is not the level of SE224"),
    "same code twice": (with_feature(3, NUTS_ID="SE221"), "stands in"),
    "no geometry": (with_geometry(None), "has no polygon"),
    "a point": (with_geometry({"type": "Point", "coordinates": [14, 56]}), "has no polygon"),
    "a line": (with_geometry({"type": "LineString", "coordinates": [[14, 56], [15, 57]]}), "has no polygon"),
    "no rings": (with_geometry({"type": "Polygon", "coordinates": []}), "has no polygon"),
}


@pytest.mark.parametrize("case", ERRORS)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, options: ReadOptions, case: str) -> None:
    content, message = ERRORS[case]
    path = tmp_path / "NUTS.geojson"
    path.write_bytes(content)
    with pytest.raises(SourceError, match=message) as error:
        list(read([path], options))
    assert "NUTS.geojson" in str(error.value)


@pytest.mark.parametrize("case", REJECTS)
def test_a_feature_that_cannot_be_used_is_rejected(
    tmp_path: Path, options: ReadOptions, draft: Path, case: str
) -> None:
    content, reason = REJECTS[case]
    path = tmp_path / "NUTS.geojson"
    path.write_text(json.dumps(content), encoding="utf-8")
    items = list(read([path], options))
    assert any(isinstance(item, Reject) and reason in item.reason and item.row == 4 for item in items)
    with pytest.raises(SourceError, match="missing: SE224"):
        apply(draft, items, TODAY)
    assert validate(draft) == []


def test_a_shape_that_crosses_itself_is_mended(tmp_path: Path, options: ReadOptions, draft: Path) -> None:
    bow = {"type": "Polygon", "coordinates": [[[14, 56], [15.1, 57.2], [15.1, 56], [14, 57.2], [14, 56]]]}
    path = tmp_path / "NUTS.geojson"
    path.write_text(json.dumps(with_geometry(bow)), encoding="utf-8")
    apply(draft, read([path], options), TODAY)
    assert validate(draft) == []


def test_a_missing_file_and_a_folder(tmp_path: Path, options: ReadOptions) -> None:
    for path in (tmp_path / "NUTS.geojson", tmp_path):
        with pytest.raises(SourceError):
            list(read([path], options))


def test_a_geopackage_of_something_else(tmp_path: Path, options: ReadOptions) -> None:
    other = tmp_path / "towns.gpkg"
    gpd.GeoDataFrame({"name": ["Lund"]}, geometry=[shapely.Point(13, 55)], crs=4326).to_file(other, driver="GPKG")
    database = tmp_path / "data.gpkg"
    connection = sqlite3.connect(database)
    connection.execute("create table a (b)")
    connection.commit()
    connection.close()
    cut_off = tmp_path / "cut.gpkg"
    cut_off.write_bytes(save(tmp_path / "whole.gpkg", TINY).read_bytes()[:9_000])
    for path in (other, database, cut_off):
        with pytest.raises(SourceError, match=r"no layer|cannot be read"):
            list(read([path], options))


def test_the_source_is_one_of_boundaries() -> None:
    assert SOURCE.kind == "boundaries"
    assert all(address.endswith("_2021_3035.geojson") for address in SOURCE.addresses.values())
