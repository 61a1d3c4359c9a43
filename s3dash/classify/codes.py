"""The European Union's codes that say a project's domain: intervention fields, objectives, funds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import yaml

RULES = Path(__file__).with_name("rules.yml")


class Code(NamedTuple):
    """What an official code stands for: the domain and the code's official meaning."""

    domain_id: str
    meaning: str


@dataclass(frozen=True)
class Codes:
    """The codes of `rules.yml`.

    `fields` are by period and code, `decides`, `counts` and `hints` by objective, `funds` by fund. An objective that
    counts or hints is weighed with the words of the project's own texts.
    """

    fields: Mapping[str, Mapping[str, Code]]
    decides: Mapping[str, Code]
    counts: Mapping[str, Code]
    hints: Mapping[str, Code]
    funds: Mapping[str, Code]
    horizontal: frozenset[str]

    @classmethod
    def load(cls, path: Path = RULES) -> Codes:
        """Read the codes from a file like `rules.yml`."""
        tree: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        return cls(
            fields={period: by_code(domains) for period, domains in tree["fields"].items()},
            decides=by_code(tree["objectives"]["decides"]),
            counts=by_code(tree["objectives"]["counts"]),
            hints=by_code(tree["objectives"]["hints"]),
            funds=by_code(tree["funds"]),
            horizontal=frozenset(tree["horizontal"]),
        )


def by_code(domains: Mapping[str, Mapping[str, str]]) -> dict[str, Code]:
    """Turn domain -> code -> meaning into code -> (domain, meaning).

    Raises
    ------
    ValueError
        Where a code stands under two domains.
    """
    found: dict[str, Code] = {}
    for domain_id, meanings in domains.items():
        for code, meaning in meanings.items():
            if code in found:
                raise ValueError(f"{code} stands under both {found[code].domain_id} and {domain_id}")
            found[code] = Code(domain_id, meaning)
    return found
