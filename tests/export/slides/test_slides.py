"""The slides of every kind of view: what they say is what the pages say, each with source, date, link and notes."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from pptx import Presentation
from pptx.util import Inches

from s3dash.analysis.priorities import priorities_of
from s3dash.analysis.profile import profile
from s3dash.export import files as files_of
from s3dash.export.files import FileKind
from s3dash.export.slides import MIMETYPE, Step, master, offered, slides, slides_of_story
from s3dash.export.slides.plain import key_figures, words
from s3dash.text import Text
from s3dash.views import html
from s3dash.views.compare.page import compare_page
from s3dash.views.panel import panel
from tests.export.slides.files import BASE, charts, opened, shapes_of, table, texts, titled, titles, view

EVERY = [
    ("/sv/", "region=SE224"),
    ("/en/", "region=SE33&period=2014-2020"),
    ("/en/", "region=NO07&domain=energy"),
    ("/sv/", "region=SE224&other=PL63"),
    ("/en/", "region=EE00&other=SE214&fund=esf"),
    ("/en/compare", "with=SE232,SE224,DK01"),
    ("/sv/domains/energy", ""),
    ("/en/domains/security", "period=2014-2020"),
    ("/sv/present/seven-pictures", ""),
    ("/en/present/our-region", "region=SE231"),
]


@pytest.fixture(scope="module")
def decks(site):
    return {deck: opened(site, *deck) for deck in EVERY}


@pytest.mark.parametrize("deck", EVERY)
def test_every_shape_lies_within_its_slide(decks, deck):
    wide, tall = decks[deck].slide_width, decks[deck].slide_height
    assert (wide, tall) == (Inches(master.WIDTH), Inches(master.HEIGHT))
    for n, slide in enumerate(decks[deck].slides, start=1):
        for shape in shapes_of(slide):
            box = (shape.left, shape.top, shape.left + shape.width, shape.top + shape.height)
            assert min(box[:2]) >= -9 and box[2] <= wide + 999 and box[3] <= tall + 999, (n, shape.name, box)


@pytest.mark.parametrize("deck", EVERY)
def test_every_slide_has_a_title_a_date_a_link_and_notes(decks, deck, site):
    date = Text(deck[0][1:3]).day(site.dataset.data_date.isoformat())
    for n, slide in enumerate(decks[deck].slides, start=1):
        assert slide.shapes.title.text.strip(), n
        places = {place.placeholder_format.idx: place.text_frame for place in slide.placeholders}
        assert date in places[master.FOOTER_ID].text, n
        links = [run.hyperlink.address for line in places[master.LINK_ID].paragraphs for run in line.runs]
        assert links and links[0].startswith(f"{BASE}/{deck[0][1:3]}/"), n
        assert f"{BASE}/" in slide.notes_slide.notes_text_frame.text, n
        assert not [place.name for place in slide.placeholders if not place.text_frame.text.strip()], n


@pytest.mark.parametrize("deck", EVERY)
def test_no_text_shows_what_the_program_thinks(decks, deck):
    for n, slide in enumerate(decks[deck].slides, start=1):
        for said in texts(slide):
            assert not {"{", "}", "None", "Decimal", "nan"} & set(said.split()) and "{" not in said, (n, said)


@pytest.mark.parametrize("deck", EVERY)
def test_ids_of_shapes_are_their_own_and_words_have_a_language(decks, deck):
    for slide in decks[deck].slides:
        ids = [element.get("id") for element in slide.element.iter("{*}cNvPr")]
        assert len(ids) == len(set(ids))
        runs = [run for run in slide.element.iter("{*}rPr") if run.getparent().tag.endswith("}r")]
        assert runs and all(run.get("lang") for run in runs if run.getparent().find("{*}t").text)


def test_there_are_slides_of_some_views_only(site):
    assert not offered(view(site, "/sv/")) and not offered(view(site, "/sv/compare", "with=SE232"))
    assert not offered(view(site, "/sv/projects", "region=SE232")) and not offered(view(site, "/sv/present/own"))
    with pytest.raises(ValueError, match="no slides"):
        slides(view(site, "/sv/"), site.geometry, BASE)


# ------------------------------------------------------------ a region


@pytest.mark.parametrize(
    ("path", "query"), [deck for deck in EVERY if "other" not in deck[1] and deck[0] in ("/sv/", "/en/")]
)
def test_the_cover_has_the_panels_key_figures(site, decks, path, query):
    context = view(site, path, query)
    cover = texts(decks[path, query].slides[0])
    figures = key_figures(panel(context)[0])
    assert figures and all(f"{one.value}\n{one.label}" in cover for one in figures)
    assert context.name(context.region.nuts_id) in cover


def test_every_priority_stands_there_in_its_own_words_with_its_source(site, decks):
    context = view(site, "/sv/", "region=SE224")
    stated = priorities_of(site.dataset, "SE224", "2021-2027")
    slide = titled(decks["/sv/", "region=SE224"], "Skåne har 6 prioriteringar inom 7 områden")
    rows = table(slide)[1:]
    assert len(rows) == len(stated) == 6
    assert all(any(one.name_original in row[1] for row in rows) for one in stated)
    links = {rel.target_ref for rel in slide.part.rels.values() if rel.is_external}
    assert {context.dataset.source(one.source_id).url for one in stated} <= links


def test_the_kinds_of_money_and_the_bars_are_the_panels(site, decks):
    context = view(site, "/sv/", "region=SE224")
    funding = context.store.funding(context.project_filter)
    text = context.text
    amount = text.amount(funding.known_eur, funding.known_sek, "EUR")
    slide = titled(
        decks["/sv/", "region=SE224"], f"{text.count('n.projects', funding.projects)} och {amount} i känt EU-stöd"
    )
    rows = table(slide)
    assert [text("projects.known", region="Skåne"), amount, text.count("n.projects", funding.known_projects)] in rows
    groups = {group.key: group.projects for group in context.store.by_domain(context.project_filter)}
    (bars,) = charts(slide)
    shown = dict(zip(bars.plots[0].categories, bars.plots[0].series[0].values, strict=True))
    named = {site.dataset.domain(key).name("sv"): n for key, n in groups.items() if key}
    assert len(shown) == 10 and shown.items() <= (named | {text("projects.unclassified"): groups.get(None)}).items()


def test_indicators_are_those_of_the_profile(site, decks):
    context = view(site, "/sv/", "region=SE224")
    slide = titled(decks["/sv/", "region=SE224"], "Vad är Skåne för slags region?")
    for reading, row in zip(profile(site.dataset, "SE224"), table(slide)[1:], strict=True):
        indicator = site.dataset.indicator(reading.indicator_id)
        assert row[0].startswith(indicator.name("sv"))
        assert row[1].startswith(context.text.number(reading.value or 0.0, indicator.decimals))
        assert str(reading.year) in row[1]


def test_the_strongest_links_stand_beside_their_curves(site, decks):
    context = view(site, "/sv/", "region=SE224")
    slide = titled(decks["/sv/", "region=SE224"], "Vilka på andra sidan Östersjön kan Skåne ringa?")
    names = [context.name(link.other) for link in context.links[:5]]
    assert all(row[1].startswith(name) for row, name in zip(table(slide)[1:], names, strict=True))
    drawn = [
        shape.name for shape in shapes_of(slide) if shape.shape_type != 6 and shape.element.findall(".//{*}quadBezTo")
    ]
    assert sorted(set(drawn)) == sorted(names)


def test_a_region_without_a_list_is_not_given_one(site, decks):
    presentation = decks["/en/", "region=NO07&domain=energy"]
    context = view(site, "/en/", "region=NO07")
    said = " ".join(texts(titled(presentation, "What does the region prioritise?")))
    assert "Norwegian counties get no structural funds" in said and context.name("NO07") in said
    assert any(title.startswith("Northern Norway has ") for title in titles(presentation)), "the list of 2014-2020"


def test_the_counties_of_an_area_share_what_the_panel_says(decks):
    presentation = decks["/en/", "region=SE33&period=2014-2020"]
    rows = table(titled(presentation, "All the counties of Upper Norrland prioritise forest and energy"))[1:]
    assert rows[0] == ["Forest & bio-based economy", "2 of 2 counties", "Västerbotten and Norrbotten"]


def test_neighbours_have_at_least_so_many_projects(site):
    context = view(site, "/en/", "region=DK01")
    n = context.store.count(context.project_filter)
    assert f"At least {n} projects known" in titles(opened(site, "/en/", "region=DK01"))


# ------------------------------------------------------------ a pair, a comparison, a domain


def test_a_pair_has_the_panels_figures_and_its_joint_projects(site, decks):
    presentation = decks["/sv/", "region=SE224&other=PL63"]
    context = view(site, "/sv/", "region=SE224&other=PL63")
    n = context.store.count(context.project_filter)
    rows = table(titled(presentation, f"Minst {n} gemensamma projekt"))[1:]
    listed = context.store.page(context.project_filter, limit=6)
    assert [row[0].split("\n")[0] for row in rows] == [one.title for one in listed]
    assert all("Skåne: " in row[0] and "Pomorskie: " in row[0] for row in rows)
    assert [figure.value for figure in key_figures(panel(context)[0])][1] == f"minst {n}"
    shown = " ".join(texts(titled(presentation, "3 områden som båda prioriterar")))
    assert "Listan för Pomorskie 2021–2027 saknas" in shown


def test_a_pair_without_anything_says_so(decks):
    presentation = decks["/en/", "region=EE00&other=SE214&fund=esf"]
    assert "No joint projects with the chosen filters." in texts(titled(presentation, "Joint projects"))


def test_a_comparison_has_the_charts_of_its_page(site, decks):
    presentation = decks["/en/compare", "with=SE232,SE224,DK01"]
    context = view(site, "/en/compare", "with=SE232,SE224,DK01")
    found = {chart.id: chart for chart in compare_page(context, site.geometry).charts}
    for name in ("eu-by-domain", "projects-by-domain", "eu-by-year", "projects-by-year"):
        slide = titled(presentation, found[name].title)
        traces = [trace for trace in found[name].figure["data"] if trace["type"] == "bar"]
        native = charts(slide)
        assert len(native) == len(traces), name
        along, across = ("x", "y") if "domain" in name else ("y", "x")
        for chart, trace in zip(native, traces, strict=True):
            shown = dict(zip(map(str, chart.plots[0].categories), chart.plots[0].series[0].values, strict=True))
            assert shown == dict(zip(map(str, trace[across]), trace[along], strict=True)), name
    assert "no complete sums" in texts(titled(presentation, found["eu-by-domain"].title))


def test_a_comparison_says_which_amounts_are_not_known(site):
    context = view(site, "/en/compare", "with=SE221,SE224,DK01")
    chart = next(one for one in compare_page(context, site.geometry).charts if one.id == "eu-by-domain")
    presentation = Presentation(io.BytesIO(slides(context, site.geometry, BASE)))
    unknown = {one["text"][0] for one in chart.figure["data"] if one.get("mode") == "text"}
    assert unknown == {"not known"} and unknown <= set(texts(titled(presentation, chart.title)))


def test_a_comparison_shows_every_domain_with_its_signs(site, decks):
    presentation = decks["/en/compare", "with=SE232,SE224,DK01"]
    context = view(site, "/en/compare", "with=SE232,SE224,DK01")
    chart = compare_page(context, site.geometry).charts[0]
    rows = table(titled(presentation, "Västra Götaland, Skåne and Hovedstaden all prioritise health"))
    signs = {"priority": "●", "part of a priority": "○", "not a priority": "–", "no data": "?"}
    shown = {row[0]: row[1:] for row in rows}
    assert all(shown[str(row[0])] == [signs[str(cell)] for cell in row[2:]] for row in chart.rows)


def test_a_domain_has_its_findings_and_its_holders(site, decks):
    presentation = decks["/sv/domains/energy", ""]
    context = view(site, "/sv/domains/energy")
    query = replace(context.money_filter, domain="energy")
    funding = context.store.funding(query)
    amount = context.text.amount(funding.known_eur, funding.known_sek, "EUR")
    n = context.text.count("n.projects", funding.projects)
    assert f"{n} och {amount} i känt EU-stöd i Sverige" in titles(presentation)
    counts = context.store.projects_by_unit(query)
    rows = table(titled(presentation, "Vilka i Sverige prioriterar det?"))[1:]
    by_name = {context.name(code): str(counts[code]) for code in site.dataset.drawn("lan")}
    marks = tuple(f" {context.text(f'change.{change}')}" for change in ("kept", "new", "gone"))
    for name, *_, projects in rows:
        mark = next((mark for mark in marks if name.endswith(mark)), "")
        assert by_name[name.removesuffix(mark)] == projects


def test_a_domain_without_projects_says_so(site):
    presentation = opened(site, "/en/domains/security", "period=2014-2020&fund=interreg")
    assert "The data holds no projects in the domain in 2014–2020 with the chosen filters." in texts(
        titled(presentation, "Projects and money")
    )


# ------------------------------------------------------------ a story


def test_each_step_of_a_story_is_a_slide_with_its_words_and_its_figure(decks):
    presentation = decks["/sv/present/seven-pictures", ""]
    assert len(presentation.slides) == 8
    has_figure = [
        any(shape.name == "Kartan" or shape.has_chart or shape.has_table for shape in slide.shapes)
        for slide in presentation.slides
    ]
    assert all(has_figure)


def test_a_template_is_told_about_its_region(decks):
    presentation = decks["/en/present/our-region", "region=SE231"]
    assert "Halland" in titles(presentation)[0]
    assert any(shape.name == "Halland (SE231)" for shape in shapes_of(presentation.slides[1]))


def test_a_story_of_ones_own_comes_as_plain_data(site):
    steps = [
        Step("/en/?region=SE224&other=PL63", "Two regions", "First.\n\nSecond.", "Speak slowly."),
        Step("/en/domains/energy#chart-money-by-year", "Money", ""),
        Step("/en/about", "Words only", "Nothing to draw."),
        Step("/en/domains/nothing", "A domain that is not there", "Its words stay."),
        Step("/nowhere", "No such page", "x" * 20_000),
        Step("/en/change?region=SE232#chart-projects", "", "Over time"),
    ]
    content = slides_of_story(view(site, "/en/"), site.geometry, f"{BASE}/en/", "Mine", "Region X", steps)
    presentation = Presentation(io.BytesIO(content))
    assert titles(presentation)[:6] == ["Mine", *(step.heading for step in steps[:5])]
    assert titles(presentation)[6], "a step without a heading has that of its view"
    pair, money, about, gone, nowhere, change = list(presentation.slides)[1:]
    assert "Speak slowly." in pair.notes_slide.notes_text_frame.text and "First.\nSecond." in texts(pair)
    assert any(shape.name == "The map" for shape in pair.shapes) and charts(money) and len(charts(change)) == 2
    assert "Nothing to draw." in texts(about) and "Its words stay." in texts(gone)
    assert len(next(said for said in texts(nowhere) if said.startswith("xxx"))) < 20_000
    assert f"{BASE}{steps[0].view}" in pair.notes_slide.notes_text_frame.text


# ------------------------------------------------------------ the file


def test_the_file_is_served_under_the_address_of_its_view(client, monkeypatch):
    monkeypatch.setitem(files_of.FILES, "slides.pptx", FileKind(MIMETYPE, offered, slides))
    answer = client.get("/files/sv/slides.pptx?region=SE224")
    assert answer.status_code == 200 and answer.content_type == MIMETYPE
    assert "Skåne" in titles(Presentation(io.BytesIO(answer.data)))
    assert client.get("/files/sv/slides.pptx").status_code == 404
    assert client.get("/files/en/compare/slides.pptx?with=SE232,SE224").status_code == 200
    assert client.get("/files/en/projects/slides.pptx").status_code == 404


def test_words_of_the_page_are_read_with_their_spaces():
    assert words(html.Dd([html.Strong("5"), html.Small("projects")])) == "5 projects"
