"""Imports go downwards only, and nothing that lies under the views knows Dash."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "s3dash"
LAYERS = (
    "text", "query", "config", "data", "map", "analysis", "state", "sources", "classify", "importing", "api", "views",
    "export", "callbacks", "site", "kit", "web", "application", "commands", "__main__",
)  # fmt: skip
"""Parts of the package, each of which may use those before it."""
WITHOUT_DASH = LAYERS[: LAYERS.index("views")]


def imported(tree: ast.AST) -> Iterator[str]:
    """Yield what a module imports, also within functions, but not what it needs for its types alone."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module and not node.level
            yield from (f"{node.module}.{name.name}" for name in node.names)
        else:
            yield from imported(node)


@pytest.mark.parametrize("layer", LAYERS)
def test_a_part_of_the_package_uses_only_what_lies_under_it(layer: str) -> None:
    files = [PACKAGE / f"{layer}.py"] if (PACKAGE / f"{layer}.py").exists() else list((PACKAGE / layer).rglob("*.py"))
    assert files
    below = {"__version__", *LAYERS[: LAYERS.index(layer) + 1]}
    for file in files:
        names = set(imported(ast.parse(file.read_text("utf-8"))))
        own = {name.split(".")[1] for name in names if name.startswith("s3dash.")}
        assert own <= below, file
        if layer in WITHOUT_DASH:
            assert not [name for name in names if name.split(".")[0].startswith("dash")], file


def test_every_part_of_the_package_has_its_place() -> None:
    parts = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert parts - {"__init__"} == set(LAYERS)
