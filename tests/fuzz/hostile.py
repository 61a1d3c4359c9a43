"""What people who mean harm put into addresses, headers and bodies; each piece can be told from what the pages hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
TAG, ATTRIBUTE = "s3x", "s3y"
"""Names of an element and an attribute that no page has."""

MARKUP = [
    f"<{TAG}>",
    f"</title><{TAG}>",
    f"</script><{TAG}>",
    f"--><{TAG}>",
    f"]]><{TAG}>",
    f"<{TAG.upper()}>",
    f'"{ATTRIBUTE}="1',
    f"'{ATTRIBUTE}='1",
    f'" {ATTRIBUTE}="1',
    f"' {ATTRIBUTE}='1",
    f'"><{TAG} {ATTRIBUTE}="1">',
    f"\u003c{TAG}\u003e",
    f"+ADw-{TAG}+AD4-",
    f"javascript:{TAG}()",
    f"java\tscript:{TAG}()",
    f"data:text/html,<{TAG}>",
    "{{7*'7'}}{% raw %}{{config}}",
    "${7*7}#{7*7}<%= 7*7 %>",
    "{s3} {0} %s %n %(name)s",
    f"[x](javascript:{TAG})<{TAG}>**",
    f"&lt;{TAG}&gt;&#60;{TAG}&#62;",
]
INJECTIONS = [
    "' OR '1'='1",
    "1; DROP TABLE facts; --",
    "') UNION SELECT content FROM read_text('/etc/passwd') --",
    "x' AND 1=(SELECT count(*) FROM pg_sleep(9)) --",
    "%' ESCAPE '\\",
    "\\'; ATTACH '/tmp/x.db'; --",
    "$(id)`id`|id&&id",
    "*)(uid=*))(|(uid=*",
    "=cmd|'/c calc'!A0",
    "@SUM(1+1)*cmd",
    "!!python/object/apply:os.system [id]",
    '{"$ne": null}',
    'O:8:"stdClass":0:{}',
    "(?:a+)+$" * 20,
    "\\",
    "%",
    "_%" * 90,
]
OUTSIDE = [str(ROOT / "requirements.txt"), str(ROOT / "geodata" / "dataset.yml"), "/etc/passwd", "/proc/self/environ"]
"""Files that no address leads to."""
TRAVERSALS = [
    *("../" * deep + path.lstrip("/") for path in OUTSIDE for deep in (1, 3, 9)),
    *OUTSIDE,
    "..",
    "../",
    "....//....//etc/passwd",
    "..\\..\\..\\etc\\passwd",
    "..;/..;/etc/passwd",
    "%2e%2e/%2e%2e/etc/passwd",
    "..%2f..%2f..%2fetc%2fpasswd",
    "..%252f..%252fetc%252fpasswd",
    "..%c0%af..%c0%afetc/passwd",
    "..%5c..%5cetc%5cpasswd",
    "/etc/passwd%00.csv",
    "file:///etc/passwd",
    "~root/.ssh/id_rsa",
    ".git/config",
    "app.py",
    "s3dash/config.py",
]
ADDRESSES = [
    "http://169.254.169.254/latest/meta-data/",
    "http://127.0.0.1:1/",
    "http://[::1]:1/",
    "//s3x.example/",
    "/\\s3x.example/",
    "\\\\s3x.example\\x",
    "http://s3x.example\\@127.0.0.1/",
    "https://s3x.example/?http://localhost/",
    "gopher://127.0.0.1:1/_x",
    "ldap://127.0.0.1:1/x",
    "http://[",
    "http://0x7f000001:99999/",
    "http:s3x.example",
    "ftp://s3x.example:x/",
    "/sv/\r\nX-S3y: 1",
    "/sv/%0d%0aX-S3y:%201",
]
TEXTS = [
    "",
    " ",
    "\0",
    "\0" * 50,
    "a\0b",
    "\ufeff",
    "\u202e\u200b\u2066abc",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "a" + "\u0301" * 150,
    "\U0010ffff\ufffe",
    "İıſßẞŁ",
    "ﷺ" * 40,
    "\r\n\r\n",
    "\x1b[31m\x07\x08",
    "A" * 199,
    "A" * 3000,
    "å" * 1500,
    "null", "None", "undefined", "NaN", "true", "[]", "{}",
    "𝟙𝟚", "١٢٣", "½", "²",
    "SE232" * 30,
    "SE232," * 300,
    "energy:" * 40,
    ",,,,,", ":::", "#", "&", "=", "?", "/", "//", "%", "%zz", "%u0041", "+",
]  # fmt: skip
NUMBERS = [
    "-1", "-0", "0", "00", "1", "1e9", "1e309", "-1e309", "1e-400", "Infinity", "-inf", "nan", "0x10", "1_000", "1,5",
    "2147483648", "9223372036854775808", "99999999999999999999999999", "9" * 190, "0." + "0" * 150 + "1",
    "1.7976931348623157e308",
    "--1", "1-1", "1;1", " 1", "1 ", "+1",
]  # fmt: skip
VALUES = [*MARKUP, *INJECTIONS, *TRAVERSALS, *ADDRESSES, *TEXTS, *NUMBERS]

BYTES = [
    b"\xff\xfe", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80", b"\x80", b"%ff%fe", b"%c3%28", b"\xe5\xe4\xf6",
    b"\x00", b"a=%00", b"\r\n", b";", b"&&&&", b"=&=&=", b"a[]=1&a[b][c]=2", b"region[]=SE232",
    b"region=SE232;period=x",
]  # fmt: skip
"""What is no text in UTF-8, or no query."""


def deep(levels: int, kind: str = "list") -> Any:
    """Lists or objects that lie in each other."""
    tree: Any = "x"
    for _ in range(levels):
        tree = [tree] if kind == "list" else {"a": tree}
    return tree


BODIES: list[bytes] = [
    b"",
    b"null",
    b"[]",
    b"{}",
    b'"x"',
    b"0",
    b"1e999",
    b"NaN",
    b"-",
    b"{",
    b'{"output": ',
    b"\xff\xfe{}",
    b"\x00" * 100,
    b'{"a": "\\ud800"}',
    b'{"a": 1, "a": 2}',
    b"[" * 100_000,
    b'{"a":' * 20_000,
    b"[" + b"1," * 20_000 + b"1]",
    b'{"a": ' + b"9" * 5_000 + b"}",
    json.dumps(deep(300)).encode(),
    json.dumps(deep(300, "object")).encode(),
    json.dumps("A" * 60_000).encode(),
    b"A" * 300_000,
    b"a=1&b=2",
    b"--x\r\nContent-Disposition: form-data; name=a; filename=../../x\r\n\r\n1\r\n--x--",
    b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
    b"\x1f\x8b\x08\x00\x00\x00\x00\x00",
]
STORIES: list[bytes] = [
    b"!!python/object/apply:os.system [id]",
    b"!!python/name:os.system",
    b"title: !!binary AAAA\nsteps: !!set {a}",
    b"a: &a [x, x, x, x, x, x, x, x, x]\n"
    + b"".join(
        f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n".encode() for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    ),
    b"&a [*a]",
    b"<<: {a: 1}\ntitle: {<<: *x}",
    b"--- a\n--- b\n...",
    b"title: " + b"x" * 30_000,
    b"[" * 20_000,
    b"{a: " * 5_000,
    b"- " * 10_000,
    b"title: {sv: a, en: b}\ndate: 99999-99-99\nsteps: [{view: /, heading: {sv: a, en: b}}]",
    b"title: {sv: a, en: b}\ndate: 2001-12-14t21:59:43.10-05:00\nsteps: 1",
    b"? {a: b}\n: c\n? [x]\n: y",
    b"title: 0o777\nsteps: .inf\nauthor: .nan",
    b"%YAML 9.9\n---\na: b",
    b'title: "\\ud800 \\x00"',
    b"\xef\xbb\xbftitle: x",
    b"\xff\xfet\x00",
    b"*undefined",
    b"! a",
    b"!<tag:yaml.org,2002:python/tuple> [1]",
    b"a: |\n" + b" " * 10_000,
    b"\t- a",
    b"'",
]
