"""Requests at random, the same ones for the same seed: mostly nonsense, on every kind of address."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from s3dash.api.endpoints import BASE, ENDPOINTS
from s3dash.export.files import FILES
from s3dash.state import COLOURS, FUNDS, LANGUAGES, PAGES, PERIODS, SHOWS
from tests.fuzz import hostile

PARAMETERS = (
    "level", "region", "other", "period", "domain", "fund", "programme", "colour", "currency", "country", "places",
    "area", "with", "per", "show", "abroad", "weights", "cells", "sort", "neighbours", "step", "embed", "chart", "q",
    "year_from", "year_to", "amount_min", "amount_max", "organisation", "partner", "baltic", "order", "start",
)  # fmt: skip
GOOD = {
    "level": ("lan", "nuts2"), "region": ("SE232", "SE11", "PL63", "DK01"), "other": ("PL63", "SE224"),
    "period": PERIODS,
    "domain": ("energy", "blue", "ict"), "fund": FUNDS, "programme": ("interreg-south-baltic-2021",),
    "colour": (*COLOURS, "gdp_per_capita"), "currency": ("EUR", "SEK"), "country": ("PL", "FI"),
    "places": ("university", "cluster,testbed"), "area": ("interreg-south-baltic-2021",),
    "with": ("SE232,SE224", "SE11,DK01,PL63"), "per": ("inhabitant",), "show": sum(SHOWS.values(), ()),
    "weights": ("size:2,skills:0",), "cells": ("lq_eu", "projects"), "embed": ("1", "page"), "q": ("energi",
    "hydrogen port"),
    "year_from": ("2015",), "amount_min": ("1000",), "partner": ("FI",), "order": ("largest", "relevance"),
    "start": ("50",),
}  # fmt: skip
"""Values that mean something, so that some requests get past the first check."""
IDS = ("SE232", "lan", "energy", "own", "overlap", "IR-AUR-001", "1", "x")
SCRIPTS = (
    "_dash-layout", "_dash-dependencies", "_reload-hash", "_favicon.ico", "_dash-component-suites/dash/deps/x.js",
    "_dash-component-suites/dash/../../../app.py", "_dash-component-suites/os/os.py", "_dash-update-component",
    "_dash-ws-callback", "_dash_startup_route/x", "_alive_x", "static/x", "favicon.ico", "robots.txt", "metrics",
    "healthz", "readyz", "console", "__debug__", "?__debugger__=yes&cmd=resource&f=debugger.js", ".env", ".git/HEAD",
    "wp-login.php", "cgi-bin/test", "server-status", "actuator/env",
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """A request as a server hands it over: the path is decoded already, the query is not."""

    method: str = "GET"
    path: bytes = b"/"
    query: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    media_type: str = ""


class Fuzzer:
    """Makes requests.

    Parameters
    ----------
    seed
        The same one gives the same requests.
    callbacks
        Dash's map of callbacks.
    """

    def __init__(self, seed: int, callbacks: Mapping[str, Any]) -> None:
        self.at = random.Random(seed)
        self.calls = [_call(name, called) for name, called in callbacks.items() if "callback" in called]

    def requests(self, number: int) -> Iterator[Asked]:
        """So many requests; every piece of `hostile` is in some of them where there are some thousand."""
        kinds: list[tuple[int, Callable[[], Asked]]] = [
            (20, self.lost), (14, self.view), (3, self.page), (8, self.item), (4, self.file), (16, self.api), (5,
            self.qr),
            (14, self.call), (9, self.story), (7, self.headers),
        ]  # fmt: skip
        made = self.at.choices([make for _, make in kinds], [weight for weight, _ in kinds], k=number)
        return (make() for make in made)

    # pieces ---------------------------------------------------------------------------------------------------------

    def value(self) -> str:
        """A hostile value, sometimes two, or one that is spoilt."""
        at, chosen = self.at, self.at.choice(hostile.VALUES)
        how = at.random()
        if how < 0.1:
            return chosen + at.choice(hostile.VALUES)
        if how < 0.15:
            return "".join(at.sample(chosen, len(chosen)))[:400]
        if how < 0.2:
            return "".join(
                chr(at.choice((at.randrange(32), at.randrange(256), at.randrange(0xD800)))) for _ in range(12)
            )
        return chosen

    def segment(self) -> bytes:
        """A part of a path."""
        if self.at.random() < 0.1:
            return self.at.choice(hostile.BYTES)
        return self.value().encode("utf-8", "surrogatepass")

    def query(self, names: tuple[str, ...], most: int = 4) -> bytes:
        """A query of some parameters, good and bad, sometimes repeated, sometimes no query at all."""
        at = self.at
        if at.random() < 0.04:
            return b"&".join(at.choices(hostile.BYTES, k=at.randint(1, 9)))
        if at.random() < 0.01:
            return b"&".join([b"a=1"] * at.choice((90, 200, 3000)))
        pairs = []
        for _ in range(at.randint(1, most)):
            name = at.choice(names) if at.random() < 0.9 else self.value()
            good = GOOD.get(name)
            value = at.choice(good) if good and at.random() < 0.4 else self.value()
            pairs.append((name, value))
        if at.random() < 0.1:
            pairs.append(pairs[0])
        how = quote if at.random() < 0.9 else lambda text, safe: str(text).replace("&", "%26").replace("#", "%23")
        text = "&".join(f"{how(name, safe='')}={how(value, safe='')}" for name, value in _encodable(pairs))
        return text.encode("utf-8", "replace")

    # kinds ----------------------------------------------------------------------------------------------------------

    def lost(self) -> Asked:
        """An address that leads nowhere, we hope."""
        at = self.at
        start = at.choice(
            (
                b"/",
                b"/",
                b"/assets/",
                b"/view/",
                b"/sv/",
                b"/en/",
                b"/api/",
                b"/api/v1/",
                b"/files/",
                b"/charts/",
                b"/embed/",
                b"/stories/",
                b"/_dash-component-suites/",
                b"/_dash-component-suites/dash/",
                b"//",
                b"/%2e/",
                b"/de/",
            )
        )
        path = start + (at.choice(SCRIPTS).encode() if at.random() < 0.15 else self.segment())
        return Asked(path=path, query=self.query(PARAMETERS, 1) if at.random() < 0.3 else b"")

    def view(self) -> Asked:
        """A view, as the page fetches it."""
        return Asked(path=f"/view/{self._page()}".encode(), query=self.query(PARAMETERS))

    def page(self) -> Asked:
        """A whole page."""
        return Asked(path=f"/{self._page()}".encode(), query=self.query(PARAMETERS))

    def _page(self) -> str:
        return f"{self.at.choice(LANGUAGES)}/{self.at.choice(tuple(PAGES))}"

    def item(self) -> Asked:
        """The page of one thing."""
        start = self.at.choice(("", "/view", "/charts", "/embed"))
        kind = self.at.choice(("projects", "organisations", "domains", "present"))
        path = f"{start}/{self.at.choice(LANGUAGES)}/{kind}/"
        return Asked(path=path.encode() + self.segment(), query=self.query(PARAMETERS, 1))

    def file(self) -> Asked:
        """A file of a view that is a little wrong."""
        at = self.at
        name = at.choice((*FILES, "tables.csv", "x.csv", "slides.pptx/x", ""))
        start = at.choice(("files", "charts"))
        page = self._page() if at.random() < 0.2 else self.value()
        path = f"/{start}/{page}/{name}" if at.random() < 0.8 else f"/{start}/{name}/{page}"
        if path.endswith(tuple(FILES)) and page.startswith(LANGUAGES):  # a real file takes a second
            path += "x"
        return Asked(path=path.encode("utf-8", "surrogatepass"), query=self.query(PARAMETERS, 2))

    def api(self) -> Asked:
        """An address of the API."""
        at, endpoint = self.at, self.at.choice(ENDPOINTS)
        format_ = at.choice(endpoint.formats)
        names = tuple(parameter.name for parameter in endpoint.takes(format_)) or PARAMETERS
        path = endpoint.address(format_).encode()
        for name in ("nuts", "layer", "id"):
            filled = at.choice(IDS).encode() if at.random() < 0.5 else self.segment()
            path = path.replace(f"{{{name}}}".encode(), filled)
        return Asked(at.choice(("GET",) * 8 + ("HEAD", "OPTIONS")), BASE.encode() + path, self.query(names))

    def qr(self) -> Asked:
        """A QR code or an embed code for an address that may be anybody's."""
        at = self.at
        for_ = quote(self.value().encode("utf-8", "replace"), safe="")
        path = at.choice((b"/qr.svg", b"/embed/sv/", b"/embed/" + self.segment()))
        return Asked(
            path=path, query=b"for=" + for_.encode() + (b"&" + self.query(PARAMETERS, 1) if at.random() < 0.3 else b"")
        )

    def call(self) -> Asked:
        """A call of a callback that is a little wrong, or altogether."""
        at = self.at
        if at.random() < 0.15:
            body = at.choice(hostile.BODIES)
        else:
            tree = json.loads(json.dumps(at.choice(self.calls)))
            for _ in range(at.randint(0, 3)):
                tree = self._spoilt(tree)
            body = json.dumps(tree).encode()
        headers = {} if at.random() < 0.9 else {"Referer": self._line()}
        kind = (
            "application/json" if at.random() < 0.95 else at.choice(("text/plain", "", "application/json; charset=x"))
        )
        return Asked("POST", b"/_dash-update-component", b"", headers, body, kind)

    def _spoilt(self, tree: Any) -> Any:
        """The tree with one of its leaves or branches replaced, doubled or gone."""
        at = self.at
        if isinstance(tree, dict) and tree and at.random() < 0.85:
            name = at.choice(list(tree))
            if at.random() < 0.08:
                return {key: value for key, value in tree.items() if key != name}
            return tree | {name: self._spoilt(tree[name])}
        if isinstance(tree, list) and tree and at.random() < 0.85:
            place = at.randrange(len(tree))
            if at.random() < 0.05:
                return tree * 2
            return [*tree[:place], self._spoilt(tree[place]), *tree[place + 1 :]]
        return self._leaf()

    def _leaf(self) -> Any:
        at = self.at
        address = (
            f"{at.choice(('', 'http://x', '//'))}/{self._page()}?{self.query(PARAMETERS, 2).decode('utf-8', 'replace')}"
        )
        return at.choice(
            (
                self.value(),
                address,
                address,
                None,
                True,
                -1,
                0,
                10**9,
                1e300,
                2**70,
                [],
                {},
                [[]],
                hostile.deep(60),
                {"startRow": self.at.choice((-5, 0, 10**12)), "endRow": self.at.choice((50, -1, 10**12))},
                [self.value()] * 3,
            )
        )

    def story(self) -> Asked:
        """A story that somebody made by hand."""
        at = self.at
        path = at.choice(
            (
                b"/stories/read",
                b"/stories/read",
                b"/stories/write",
                b"/stories/slides.pptx",
                b"/stories/" + self.segment(),
            )
        )
        if path == b"/stories/read":
            body = at.choice((*hostile.STORIES, *hostile.BODIES)) if at.random() < 0.7 else self._yaml()
        elif at.random() < 0.4:
            body = at.choice(hostile.BODIES)
        else:
            step = {"view": "/", "heading": "x", "text": "", "notes": ""}
            story: Any = {"title": "x", "about": "", "author": "", "steps": [step] * at.randint(0, 3)}
            for _ in range(at.randint(1, 2)):
                story = self._spoilt(story)
            body = json.dumps(story).encode()
        method = at.choice(("POST",) * 9 + ("GET", "PUT"))
        return Asked(method, path, self.query(("lang",), 1), {}, body, at.choice(("application/json", "text/plain")))

    def _yaml(self) -> bytes:
        words = [self.value() for _ in range(3)]
        return f"title: {words[0]}\nsteps:\n- view: {words[1]}\n  heading: {words[2]}\n".encode(
            "utf-8", "surrogatepass"
        )

    def headers(self) -> Asked:
        """A good address with headers and methods that nobody sends."""
        at = self.at
        names = (
            "Host", "Referer", "X-Forwarded-Host", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Prefix",
            "Forwarded",
            "X-Original-URL", "X-Rewrite-URL", "Accept-Language", "Accept-Encoding", "Accept", "If-None-Match", "Range",
            "If-Modified-Since", "Cookie", "Authorization", "Origin", "Content-Length", "Transfer-Encoding",
            "User-Agent",
            "Expect", "Connection", "X-HTTP-Method-Override", "X-Request-Id", "Traceparent",
        )  # fmt: skip
        chosen = {name: self._line() for name in at.sample(names, at.randint(1, 4))}
        method = at.choice(
            ("GET",) * 6 + ("HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "X", "get")
        )
        path = at.choice(
            (b"/", b"/sv/about", b"/view/en/", b"/api/v1/regions", b"/qr.svg", b"/_dash-layout", b"/healthz", b"/en/x")
        )
        return Asked(method, path, b"for=/sv/" if path == b"/qr.svg" else b"", chosen)

    def _line(self) -> str:
        """A header's value, as a server lets it through: in one line, of bytes."""
        special = (
            "bytes=0-",
            "bytes=-1,5-,9-2",
            "*",
            'W/"x", "',
            "0",
            "chunked",
            "gzip;q=9,br;q=x",
            "sv;q=nan,en;q=-1",
            "http://[",
        )
        text = self.at.choice(special) if self.at.random() < 0.3 else self.value()
        return "".join(c for c in text.encode("utf-8", "replace").decode("latin-1")[:2000] if c not in "\r\n\0")


def _call(name: str, called: Mapping[str, Any]) -> dict[str, Any]:
    """A call as Dash's script sends it."""
    outputs = called["output"] if isinstance(called["output"], list) else [called["output"]]
    listed = [{"id": one.component_id, "property": one.component_property} for one in outputs]
    inputs = [one | {"value": _good(one)} for one in called["inputs"]]
    return {
        "output": name,
        "outputs": listed if isinstance(called["output"], list) else listed[0],
        "inputs": inputs,
        "changedPropIds": [f"{one['id']}.{one['property']}" for one in inputs],
        "state": [one | {"value": None} for one in called["state"]],
    }


def _good(of: Mapping[str, str]) -> Any:
    if of["property"] == "getRowsRequest":
        sort = [{"colId": "title", "sort": "asc"}]
        return {
            "startRow": 0,
            "endRow": 50,
            "sortModel": sort,
            "filterModel": {},
            "context": {"address": "/en/projects?q=energi"},
        }
    return "/en/?region=SE232" if of["property"] == "data" else "univ"


def _encodable(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [
        (name.encode("utf-8", "replace").decode(), value.encode("utf-8", "replace").decode()) for name, value in pairs
    ]
