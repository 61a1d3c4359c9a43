"""What the dashboard needs to run, as it is installed here: for `tests/audit.sh`.

``python -m tests.packages bill FILE`` writes a bill of materials (CycloneDX 1.6, JSON), ``pins`` prints a line
``name==version`` for each package, ``report FOUND ERRORS`` says what pip-audit found.
"""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
WEAK, NOT_LOOKED_UP = 1, 3


def needed() -> dict[str, str]:
    """Name -> installed version of every package that requirements.txt asks for, and of those that they ask for."""
    lines = [line.partition("#")[0].strip() for line in (ROOT / "requirements.txt").read_text("utf-8").splitlines()]
    waiting = [(Requirement(line), "") for line in lines if line]
    found: dict[str, str] = {}
    done: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        asked, extra = waiting.pop()
        if asked.marker and not asked.marker.evaluate({"extra": extra}):
            continue
        name, extras = canonicalize_name(asked.name), frozenset(asked.extras)
        if (name, extras) in done:
            continue
        done.add((name, extras))
        try:
            found[name] = version(name)
            wanted = distribution(name).requires or []
        except PackageNotFoundError:
            sys.exit(f"{name} is not installed: run pip install -r requirements-dev.txt first.")
        waiting += [(Requirement(line), extra) for line in wanted for extra in ("", *extras)]
    return dict(sorted(found.items()))


def bill(file: Path) -> None:
    """Write the bill of materials: what is needed, with licences and what needs what."""
    program = str(Path(sys.executable).with_name("cyclonedx-py"))
    command = [program, "environment", sys.executable, "--spec-version", "1.6"]
    made = subprocess.run([*command, "--output-reproducible"], capture_output=True, check=True)
    content = json.loads(made.stdout)
    names = needed()
    content["components"] = [one for one in content["components"] if canonicalize_name(one["name"]) in names]
    kept = {one["bom-ref"] for one in content["components"]}
    content["dependencies"] = [
        one | ({"dependsOn": [ref for ref in one["dependsOn"] if ref in kept]} if "dependsOn" in one else {})
        for one in content["dependencies"]
        if one["ref"] in kept
    ]
    content["metadata"]["component"] = {"type": "application", "name": "s3-map", "bom-ref": "s3-map"}
    content["dependencies"].append({"ref": "s3-map", "dependsOn": sorted(kept)})
    file.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(kept)} packages are in {file}.")


def report(found: Path, errors: Path) -> int:
    """Say what was found and what could not be looked up; return the exit code."""
    try:
        packages = json.loads(found.read_text(encoding="utf-8"))["dependencies"]
    except (OSError, ValueError, KeyError):
        said = errors.read_text(encoding="utf-8").strip().splitlines()
        print(f"NOT AUDITED: nothing could be looked up ({said[-1] if said else 'no answer'}).")
        return NOT_LOOKED_UP
    weak = [one for one in packages if one.get("vulns")]
    skipped = [one["name"] for one in packages if "skip_reason" in one]
    for one in weak:
        for weakness in one["vulns"]:
            fixed = ", ".join(weakness["fix_versions"]) or "no version yet"
            print(f"{one['name']} {one['version']}: {weakness['id']}, mended in {fixed}")
    looked_up = len(packages) - len(skipped)
    print(f"{looked_up} of {len(packages)} packages were looked up; {len(weak)} of them have known weaknesses.")
    if skipped:
        names = f": {', '.join(sorted(skipped))}" if looked_up else ""
        print(f"NOT AUDITED: {len(skipped)} packages are unknown to the service{names}.")
    return WEAK if weak else NOT_LOOKED_UP if skipped else 0


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["bill", file]:
            bill(Path(file))
        case ["pins"]:
            print("\n".join(f"{name}=={installed}" for name, installed in needed().items()))
        case ["report", found, errors]:
            sys.exit(report(Path(found), Path(errors)))
        case _:
            sys.exit(__doc__)
