"""What a row of an answer holds, each field declared once: for the JSON Schema and for the columns of a CSV file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["string", "integer", "number", "boolean", "object"]
Row = Mapping[str, Any]

_DAY = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"


@dataclass(frozen=True)
class Field:
    """One member of a row; it is always there, and null where it is `nullable` and not known.

    `words` names a list in :mod:`s3dash.api.words`, `fields` are the members of an `object`, `many` makes it a list.
    `day`: an ISO date, or only a year and month, or a year.
    """

    name: str
    kind: Kind
    description: str = ""
    nullable: bool = False
    many: bool = False
    words: str = ""
    fields: tuple[Field, ...] = ()
    day: bool = False

    @property
    def schema(self) -> dict[str, Any]:
        """The member as JSON Schema."""
        one: dict[str, Any] = {"type": self.kind}
        if self.words:
            one = {"$ref": f"#/components/schemas/{self.words}"}
        elif self.kind == "object":
            one = row_schema(self.fields)
        elif self.day:
            one["pattern"] = _DAY
        if self.many:
            one = {"type": "array", "items": one}
        elif self.nullable:
            one = {"anyOf": [one, {"type": "null"}]}
        return one | ({"description": self.description} if self.description else {})

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of a CSV file; an object has one for each of its members, a list is in one cell."""
        if self.kind == "object" and not self.many:
            return tuple(f"{self.name}_{column}" for field in self.fields for column in field.columns)
        return (self.name,)

    def cells(self, value: Any) -> Iterator[str | int | float | None]:
        """Yield the cells of a value: words of a list are parted by `; `, a list of objects is written as JSON."""
        if self.kind == "object" and not self.many:
            for field in self.fields:
                yield from field.cells(None if value is None else value[field.name])
        elif self.kind == "object":
            yield json.dumps(value, ensure_ascii=False) if value else None
        elif self.many:
            yield "; ".join(str(item) for item in value)
        elif isinstance(value, bool):
            yield "true" if value else "false"
        else:
            yield value


def row_schema(fields: Iterable[Field]) -> dict[str, Any]:
    """A row as JSON Schema: every field is there, and no other one."""
    properties = {field.name: field.schema for field in fields}
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def header(fields: Iterable[Field]) -> list[str]:
    """The header of a CSV file."""
    return [column for field in fields for column in field.columns]


def cells(fields: Iterable[Field], row: Row) -> list[str | int | float | None]:
    """A row as cells of a CSV file."""
    return [cell for field in fields for cell in field.cells(row[field.name])]


def string(name: str, description: str = "", nullable: bool = False, many: bool = False) -> Field:
    """A text."""
    return Field(name, "string", description, nullable, many)


def word(name: str, words: str, description: str = "", nullable: bool = False, many: bool = False) -> Field:
    """A word of a list."""
    return Field(name, "string", description, nullable, many, words)


def day(name: str, description: str = "", nullable: bool = True) -> Field:
    """A date, perhaps only a month or a year."""
    return Field(name, "string", description, nullable, day=True)


def number(name: str, description: str = "", nullable: bool = False) -> Field:
    """A number."""
    return Field(name, "number", description, nullable)


def whole(name: str, description: str = "", nullable: bool = False) -> Field:
    """A whole number."""
    return Field(name, "integer", description, nullable)


def group(name: str, fields: tuple[Field, ...], description: str = "", nullable: bool = False) -> Field:
    """An object within a row."""
    return Field(name, "object", description, nullable, fields=fields)


def groups(name: str, fields: tuple[Field, ...], description: str = "") -> Field:
    """A list of objects within a row."""
    return Field(name, "object", description, many=True, fields=fields)
