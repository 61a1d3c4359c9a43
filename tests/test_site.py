"""The site on the bundled data: each region's page in both languages, its links and sources; nonsense addresses."""

from __future__ import annotations

import json
import re
from itertools import pairwise, product
from urllib.parse import quote, unquote, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from s3dash.site import Site
from s3dash.state import LANGUAGES, ViewState
from s3dash.web.limits import LONGEST_ADDRESS
from tests import by_hand
from tests.views.dom import Element, read

REGIONS = by_hand.drawn("lan", "nuts2", "neighbours")
ADDRESSES = [f"/{lang}/?region={region}" for region in REGIONS for lang in LANGUAGES]
OTHER_ADDRESSES = [
    f"/{lang}/{rest}"
    for lang in LANGUAGES
    for rest in (
        "",
        "?period=2014-2020&currency=SEK&colour=eu",
        "?region=SE224&other=PL63",
        "?region=PL63&other=SE22&places=cluster,university&area=interreg-south-baltic-2021",
        "?region=SE33&domain=energy&colour=domain&fund=interreg",
        "?show=list&sort=-value&region=SE224&colour=eu&places=science_park&area=interreg-south-baltic-2021&with=PL63",
        "projects",
        "projects?region=SE232&period=2014-2020&start=50&order=largest",
        "projects?region=SE224&other=PL63&domain=blue",
        "compare?with=SE232,SE224,DK01",
        "compare?with=SE232",
        "compare",
        "peers?region=SE232",
        "peers?region=SE23&show=projects",
        "peers",
        "partners?region=SE224&domain=energy",
        "partners",
        "change?region=SE33",
        "change",
        "domains",
        "domains?cells=lq_eu&neighbours=1&level=nuts2",
        "domains?show=alignment&region=SE311",
        "domains?show=overlap&domain=ict",
        "domains?show=candidates",
        "domains/energy",
        "domains/mining?region=SE332",
        "present",
        "profile?region=SE214",
        "about",
    )
]


class Answer:
    """What the application says to an address: the text and the page read from it."""

    def __init__(self, client, address):
        self.address = address
        self.response = client.get(address)
        self.text = self.response.get_data(as_text=True)
        self.page: Element = read(self.text)


@pytest.fixture(scope="module", params=[*ADDRESSES, *OTHER_ADDRESSES])
def answer(request, client):
    """Each address in turn; all tests of one address are run before the next is asked for."""
    return Answer(client, request.param)


def test_seventy_regions():
    assert len(REGIONS) == 70


def test_the_page_is_there_and_names_the_region(answer):
    assert answer.response.status_code == 200
    lang = answer.address[1:3]
    assert answer.page.one("html")["lang"] == lang
    (region,) = re.findall(r"/\?region=(\w+)", answer.address) or [None]
    if region is None:
        return
    panel = answer.page.one("#region-panel")
    assert panel["data-region"] == region
    names = answer.page.select("#region-panel h1")
    if "other=" not in answer.address:
        assert [name.text for name in names] == [by_hand.name_of(region, lang)]
    assert answer.page.one(f'#map a[data-nuts="{region}"]')["aria-current"] == "true"
    assert answer.page.one("head title").text.startswith(by_hand.name_of(region, lang))


def test_no_id_stands_twice(answer):
    ids = [element["id"] for element in answer.page.every() if "id" in element.attributes]
    assert sorted(set(ids)) == sorted(ids)
    named = {
        name
        for element in answer.page.every()
        for attribute in ("aria-labelledby", "aria-controls")
        for name in element.attributes.get(attribute, "").split()
    }
    assert named <= set(ids)


def test_headings_are_in_order(answer):
    levels = [int(element.tag[1]) for element in answer.page.every() if re.fullmatch("h[1-6]", element.tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels


def test_every_link_to_a_view_is_understood_in_full(site, answer):
    links = answer.page.select("a[data-view]")
    if not answer.address.endswith("about"):
        assert links
    for link in links:
        understood(site, link["href"])


def test_every_link_of_the_map_is_understood_and_selects_its_region(site, answer):
    level = answer.page.one("#map-svg")["data-level"] if answer.page.select("#map-svg") else ""
    for link in answer.page.select("#map a[data-nuts]"):
        assert link.parent is not None
        address = urlsplit(link["href"])
        found = site.state(address.path, address.query)
        assert found is not None
        assert found[0].region == link["data-nuts"]
        if link.parent["data-layer"] in (level, "neighbours"):
            assert found[1] == [], link["href"]


def test_links_within_the_page_lead_somewhere(answer):
    ids = {element.attributes.get("id") for element in answer.page.every()}
    for link in answer.page.select("a[href]"):
        assert not link["href"].startswith("#") or link["href"][1:] in ids, link["href"]


def test_links_out_are_web_addresses_that_open_safely(answer):
    for link in answer.page.select("a[href]"):
        if link["href"].startswith(("/", "#")):
            continue
        address = urlsplit(link["href"])
        assert address.scheme in ("http", "https"), link["href"]
        assert address.hostname and "." in address.hostname and " " not in link["href"]
        if link.attributes.get("target"):
            assert link["rel"] == "noopener noreferrer"
    assert all("href" in link.attributes for link in answer.page.select("a.source"))


def test_every_link_and_button_has_a_name(answer):
    for element in answer.page.every():
        if element.tag in ("a", "button"):
            assert element.text or element.attributes.get("aria-label"), element.attributes


def test_nothing_of_the_machinery_is_seen(answer):
    seen = answer.page.one("main").text
    seen = re.sub(r"\bNone (of|is|are|has|have|that)\b", "", seen)  # English, not Python
    for word in ("None", "nan", "NaN", "{n}", "{{", "Traceback", "&amp;", "SE2321"):
        assert not re.search(rf"(?<!\w){re.escape(word)}(?!\w)", seen), word


def test_the_view_for_the_browser_is_the_same_as_in_the_page(client, answer):
    sent = client.get(f"/view{answer.address}")
    assert sent.status_code == 200 and sent.mimetype == "application/json"
    view = json.loads(sent.data)
    assert view["title"] == answer.page.one("head title").text
    for name, fragment in view["fragments"].items():
        element = re.search(rf'<\w+ id="{name}"[^>]*>', answer.text)
        assert element, f"no element for the fragment {name}"
        assert answer.text.startswith(f"{fragment}</", element.end())
    if view["map"] is None:
        return
    links = {link["data-nuts"]: link for link in answer.page.select("#map a[data-nuts]")}
    for code, value in view["map"]["values"].items():
        link = links[code]
        assert link["aria-label"].endswith(f". {value}")
        assert view["map"]["classes"].get(code, "none") in link.classes
    assert len(answer.page.select("#map-curves path[data-curve]")) == len(view["map"]["curves"])
    assert json.loads(answer.page.one("body")["data-controls"]) == view["controls"]


def understood(site: Site, href: str) -> ViewState:
    """The state of a link, which must be a page and have nothing that is ignored."""
    address = urlsplit(href)
    found = site.state(address.path, address.query)
    assert found is not None, href
    state, ignored = found
    assert ignored == [], (href, ignored)
    assert state.url == href.partition("#")[0]
    return state


# Nonsense -------------------------------------------------------------------------------------------------------

WORDS = [*ViewState.__dataclass_fields__, "with", "utm_source", "q", "", "REGION", "region[]", "__class__", "<b>"]
VALUES = [
    "SE311", "se33", "PL63", "SE999", "", "null", "-1", "1e9", "²", "2021-2027", "2014-20", "energy", "interreg",
    "interreg-aurora-2021", "gdp_pps", "links", "domain", "eu", "nuts2", "lan", "EUR", "sek", "university,,cave",
    "<script>alert(1)</script>", "'\"><img src=x onerror=alert(1)>", "{0}", "{parameter}", "%", "\x00",
    "../../etc", "a" * 5000,
]  # fmt: skip
PAGES = ("", "projects", "compare", "peers", "partners", "change", "domains", "domains/energy", "about")
nonsense = st.lists(
    st.tuples(st.sampled_from(WORDS) | st.text(max_size=8), st.sampled_from(VALUES) | st.text(max_size=12)), max_size=8
)


def encoded(parameters, raw):
    """A query string as a browser would write it, or as someone would type it."""
    if raw:
        return "&".join(f"{name}={value}" for name, value in parameters)
    return "&".join(f"{quote(n, errors='replace')}={quote(v, errors='replace')}" for n, v in parameters)


@settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(parameters=nonsense, page=st.sampled_from(PAGES), lang=st.sampled_from(LANGUAGES))
def test_nonsense_gives_a_page_and_says_what_it_ignored(client, site, parameters, page, lang):
    query = encoded(parameters, raw=False)
    found = site.state(f"/{lang}/{page}", query)
    assert found is not None
    answer = client.get(f"/{lang}/{page}?{query}")
    if len(f"/{lang}/{page}{query}") > LONGEST_ADDRESS:
        assert answer.status_code == 414
        return
    assert answer.status_code == 200
    text = answer.get_data(as_text=True)
    assert text.count("<main") == 1
    assert "<script>alert" not in text and "<img src" not in text
    notices = read(text[text.index('<div id="notices">') : text.index("<main")].rstrip())
    told = notices.texts("li")
    assert len(told) == len(found[1])
    for item, words in zip(found[1], told, strict=True):
        assert "".join(item.parameter.split()) in "".join(words.split())
    view = client.get(f"/view/{lang}/{page}?{query}")
    assert view.status_code == 200
    assert json.loads(view.data)["region"] == (found[0].region or "")


@pytest.mark.parametrize("path", ["/sv/", "/en/projects", "/sv/about", "/view/en/", "/view/sv/projects", "/"])
@pytest.mark.parametrize(
    "query",
    [
        "%", "%ff", "%00", "&&&", "=", "?", "a=%E0%A4%A", "region=%C3%28", "region[]=SE311", "a;b=c", "region=\u00e5",
        "start=9999999999999999999999", "&".join(f"p{i}=1" for i in range(90)), "places=" + "cluster," * 400,
    ],
)  # fmt: skip
def test_broken_queries(client, path, query):
    answer = client.get(path, query_string=query)
    assert answer.status_code in (200, 302)


@pytest.mark.parametrize("path", ["/sv/", "/en/projects", "/sv/about", "/view/en/", "/view/sv/projects", "/"])
def test_queries_without_end(client, path):
    assert client.get(path, query_string="places=" + "cluster," * 3000).status_code == 414
    assert client.get(path, query_string="&".join(f"p{i}=1" for i in range(200))).status_code == 400


def test_broken_bytes_in_a_query(client):
    answer = client.get("/sv/", environ_overrides={"QUERY_STRING": "region=\xff\xfe&domain=\xe5"})
    assert answer.status_code == 200


HOSTILE = ["<script>alert(1)</script>", "\"'><img src=x onerror=alert(1)>", "</title><script>", "javascript:alert(1)"]


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("name", ["region", "domain", "start", "places", "unheard-of"])
def test_hostile_values_are_written_as_text(client, name, hostile):
    query = f"{name}={quote(hostile)}"
    for address in (f"/en/?{query}", f"/en/projects?{query}", f"/sv/about?{query}"):
        text = client.get(address).get_data(as_text=True)
        assert hostile not in text or hostile.startswith("javascript:")
        shown = read(text).one("#notices").text
        assert name in shown
        assert hostile in shown or name == "unheard-of", "of an unknown parameter only the name is told"
    sent = client.get(f"/view/en/?{query}")
    assert sent.headers["Content-Type"].startswith("application/json")
    fragments = json.loads(sent.data)["fragments"]
    assert all(hostile not in fragment or hostile.startswith("javascript:") for fragment in fragments.values())
    assert name in read(fragments["notices"]).text


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_names_of_parameters(client, hostile):
    text = client.get(f"/en/?{quote(hostile)}=1").get_data(as_text=True)
    assert hostile not in text or hostile.startswith("javascript:")
    assert f"“{hostile}”" in read(text).one("#notices").text


# The site itself ------------------------------------------------------------------------------------------------


def test_a_view_is_built_once(site):
    found = site.state("/en/", "region=SE311")
    assert site.view(*found) is site.view(*found)


def test_no_such_page(site):
    assert site.state("/sv/nothing", "") is None
    assert site.state("/", "region=SE311") is None


def test_the_common_views_are_the_map_with_each_region_and_the_pages_of_the_country(monkeypatch, site):
    built = []
    monkeypatch.setattr(site, "view", lambda state, ignored: built.append((state.url, ignored)))
    site.build_common_views()
    areas = by_hand.drawn("nuts2")
    shows = ["", "?show=alignment", "?show=overlap", "?show=candidates"]
    domains = [f"domains/{row['domain_id']}" for row in by_hand.table("domains")]
    pages = ["", *map(query_of, REGIONS), *(f"domains{show}" for show in shows), *domains, "change"]
    assert {url for url, _ in built} == {f"/{lang}/{page}" for lang, page in product(LANGUAGES, pages)}
    assert len(built) == 2 * len(pages) and not any(ignored for _, ignored in built)
    assert {unquote(url) for url, _ in built if "nuts2" in url} == {
        f"/{lang}/?level=nuts2&region={code}" for lang in LANGUAGES for code in areas
    }


def query_of(region):
    return f"?{'level=nuts2&' if region in by_hand.drawn('nuts2') else ''}region={region}"
