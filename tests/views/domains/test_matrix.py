"""The matrix: every cell worked out from the tables, where it leads, and what is said above and below it."""

from __future__ import annotations

import pytest

from s3dash.analysis.matrix import Key
from s3dash.analysis.specialisation import Quotient
from s3dash.data.store import Funding
from s3dash.state import CELLS
from s3dash.views import html
from s3dash.views.domains.matrix import matrix_view, rows
from s3dash.views.domains.matrix_cells import money, priorities, projects, quotients
from s3dash.views.domains.matrix_cells.content import millions
from tests import by_hand
from tests.views.dom import context, shown
from tests.views.figures import valid
from tests.views.numbers import address, number

BOTH, CHOSEN, OTHER = "both", "chosen", "other"


def page(site, query="", lang="en"):
    return shown(matrix_view(context(site, query, lang, "domains"), site.geometry).content)


def grid(found, name=lambda cell: cell.text):
    """Region -> domain ('' for none) -> what `name` says of the cell."""
    domains = [head["data-domain"] for head in found.select("table.matrix th[data-domain]")]
    return {
        row["data-region"]: dict(zip(domains, map(name, row.select("td")), strict=False))
        for row in found.select("table.matrix tr[data-region]")
    }


def sign(cell):
    """What is printed in a cell, without its words for who cannot see it."""
    hidden = "".join(cell.texts(".unseen"))
    return cell.text[: len(cell.text) - len(hidden)].strip() if hidden else cell.text


def look(cell):
    return cell["class"]


def target(cell):
    links = cell.select("a")
    return links[0]["href"] if links else None


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("period", by_hand.PERIODS)
def test_every_cell_of_the_priorities(site, period, lang):
    other = next(p for p in by_hand.PERIODS if p != period)
    found = grid(page(site, address(None, period, "EUR"), lang), look)
    assert set(found) == set(by_hand.drawn("lan"))
    for county, row in found.items():
        chosen, before = by_hand.domains(county, period), by_hand.domains(county, other)
        for domain, shows in row.items():
            expected = (
                BOTH if domain in chosen & before else CHOSEN if domain in chosen
                else OTHER if domain in before else "none" if chosen else "unknown"
            )  # fmt: skip
            assert shows == expected, (county, domain)


def test_neighbours_with_their_own_lists_their_countrys_or_none(site):
    found = grid(page(site, "neighbours=1"), look)
    assert set(found) == set(by_hand.drawn("lan", "neighbours"))
    for code in by_hand.drawn("neighbours"):
        national = by_hand.is_national(code, by_hand.NOW)
        own = set() if national else by_hand.domains(code, by_hand.NOW)
        before = set() if by_hand.is_national(code, by_hand.BEFORE) else by_hand.domains(code, by_hand.BEFORE)
        for domain, shows in found[code].items():
            if domain in own | before:
                assert shows == (BOTH if domain in own & before else CHOSEN if domain in own else OTHER)
            elif national and domain in by_hand.domains(code, by_hand.NOW):
                assert shows == "national"
            else:
                assert shows == ("none" if own else "unknown")


@pytest.mark.parametrize("period", by_hand.PERIODS)
def test_how_many_counties_have_a_domain_most_first(site, period):
    found = page(site, address(None, period, "EUR"))
    domains = [head["data-domain"] for head in found.select("th[data-domain]")]
    counts = [len(by_hand.counties_with(domain, period, by_hand.drawn("lan"))) for domain in domains]
    assert found.texts("tr.sums td.sum") == [str(n) for n in counts]
    assert counts == sorted(counts, reverse=True)
    totals = {row["data-region"]: sign(row.one("td.total")) for row in found.select("tr[data-region]")}
    assert totals == {c: str(len(by_hand.domains(c, period)) or "\u2013") for c in by_hand.drawn("lan")}


@pytest.mark.parametrize("period", by_hand.PERIODS)
def test_every_number_of_projects(site, period):
    found = page(site, f"cells=projects&neighbours=1&period={period}")
    cells = grid(found, sign)
    for code in by_hand.drawn("lan", "neighbours"):
        here = by_hand.projects(code, period)
        for domain, shows in cells[code].items():
            assert shows == str(sum(row["domain_id"] == domain for row in here)), (code, domain)
    in_sweden = by_hand.projects("SE", period)
    domains = [head["data-domain"] for head in found.select("th[data-domain]")]
    assert found.texts("tr.sums td.sum") == [str(sum(p["domain_id"] == d for p in in_sweden)) for d in domains]
    assert found.one("tr.sums td.total").text == str(len(in_sweden))


@pytest.mark.parametrize(("level", "currency"), [("lan", "EUR"), ("nuts2", "SEK")])
def test_every_known_eu_contribution_and_why_others_are_not(site, level, currency):
    # the raw values stand in the chart's table
    view = matrix_view(context(site, f"cells=eu&level={level}&currency={currency}", "en", "domains"), site.geometry)
    (chart,) = view.charts
    found = shown(view.content)
    domains = [head["data-domain"] for head in found.select("th[data-domain]")]
    looks = grid(found, look)
    codes = list(looks)
    for code, row in zip(codes, chart.rows[1:], strict=True):
        here = by_hand.projects(code, by_hand.NOW)
        for domain, value in zip(domains, row[1:-1], strict=True):
            seen = by_hand.sums([project for project in here if project["domain_id"] == domain], code)
            if "known" in seen.projects or not {"shared", "unpublished"} & seen.projects.keys():
                known = seen.money.get("known", by_hand.Money(0, 0))._asdict()[currency]
                assert value == pytest.approx(known, abs=0.5), (code, domain)
            else:
                assert value is None
                assert looks[code][domain] == ("unknown" if "shared" in seen.projects else "missing")


def test_every_quotient_by_hand(site):
    found = grid(page(site, "cells=lq_projects"), sign)
    sweden = [row["domain_id"] for row in by_hand.projects("SE", by_hand.NOW) if row["domain_id"]]
    for code in by_hand.drawn("lan"):
        here = [row["domain_id"] for row in by_hand.projects(code, by_hand.NOW) if row["domain_id"]]
        for domain, shows in found[code].items():
            share = sweden.count(domain) / len(sweden)
            if len(here) < 10 or len(here) * share < 1:
                assert shows == "\u00b7"
            else:
                value = here.count(domain) / len(here) / share
                assert shows == (number(value, "en", 1) if value >= 0.05 else "<0.1" if value else "0"), (code, domain)


def test_a_cell_leads_to_its_rows(tiny_site):
    # Skåne: food with energy now, energy before; the list that holds it decides the period
    cells = grid(page(tiny_site), target)
    assert cells["SE224"]["energy"] == "/en/?region=SE224&domain=energy&colour=domain"
    assert cells["SE221"]["food"] is None
    before = grid(page(tiny_site, "period=2014-2020"), target)
    assert before["SE224"]["energy"] == "/en/?region=SE224&period=2014-2020&domain=energy&colour=domain"
    assert before["SE224"]["food"] == "/en/?region=SE224&domain=food&colour=domain"
    numbers = grid(page(tiny_site, "cells=projects&fund=erdf"), target)
    assert numbers["SE221"]["energy"] == "/en/projects?region=SE221&domain=energy&fund=erdf"
    assert numbers["SE221"]["food"] is None
    areas = grid(page(tiny_site, "cells=eu&level=nuts2"), target)
    assert areas["SE22"]["food"] == "/en/projects?level=nuts2&region=SE22&domain=food"


def test_a_name_leads_to_its_page(tiny_site):
    found = page(tiny_site, "period=2014-2020&cells=projects&neighbours=1")
    heads = {head["data-domain"]: target(head) for head in found.select("th[data-domain]")}
    assert heads == {
        "energy": "/en/domains/energy?period=2014-2020", "food": "/en/domains/food?period=2014-2020", "": None,
    }  # fmt: skip
    names = {row["data-region"]: row.one("th a")["href"] for row in found.select("tr[data-region]")}
    assert names["SE221"] == "/en/?region=SE221&period=2014-2020"
    assert names["PL63"] == "/en/?region=PL63&period=2014-2020"


def test_every_cell_says_what_it_means(tiny_site):
    for query in (f"cells={kind}&neighbours=1" for kind in CELLS):
        for cell in page(tiny_site, query).select("tr[data-region] td"):
            words = [link["aria-label"] for link in cell.select("a")] or cell.texts(".unseen")
            assert len(words) == 1 and words[0], query
    labels = [a["aria-label"] for a in page(tiny_site).select("tr[data-region] td a")]
    assert "Skåne, energy: a priority in 2021\u20132027 and 2014\u20132020" in labels
    assert "Blekinge, energy: a priority in 2021\u20132027, 2014\u20132020 not known" in labels
    assert "Skåne, food: a priority in 2021\u20132027, not in 2014\u20132020" in labels


def test_known_none_and_shared_are_told_apart(tiny_site):
    # the grant of P-SHARED is for both counties; of P-GUEST Blekinge gets nothing
    found = grid(page(tiny_site, "cells=eu"), lambda cell: (look(cell), sign(cell)))
    assert found["SE221"][""] == found["SE224"][""] == ("unknown", "?")
    assert found["SE221"]["energy"] == ("c4", "<0.1")
    interreg = grid(page(tiny_site, "cells=eu&fund=interreg"), lambda cell: (look(cell), sign(cell)))
    assert interreg["SE221"]["energy"] == ("zero", "0")


def test_the_selected_region_is_marked_and_a_neighbour_shown_for_it(tiny_site):
    found = page(tiny_site, "region=PL63")
    assert [row["data-region"] for row in found.select("tr[aria-current]")] == ["PL63"]
    hide = [a["href"] for a in found.select(".matrix-settings a.choice") if a.text == "Hide"]
    assert hide == ["/en/domains"]


def test_neighbours_are_left_out_where_nothing_is_known_of_them(site):
    for kind in ("eu", "lq_projects", "lq_eu"):
        found = page(site, f"cells={kind}&neighbours=1")
        assert len(found.select("tr[data-region]")) == 21
        assert "Neighbours are shown for priorities and projects only" in found.one(".chart .note").text


@pytest.mark.parametrize("query", ["", "sort=similarity", "level=nuts2", "neighbours=1&sort=similarity"])
def test_each_region_once_in_either_order(site, query):
    seen = context(site, query, "en", "domains")
    layers = [seen.state.level, *(["neighbours"] if seen.state.neighbours else [])]
    codes = [code for group in rows(seen, site.geometry) for code in group.codes]
    assert sorted(codes) == sorted(by_hand.drawn(*layers))


def test_north_to_south_and_like_beside_like(site):
    north = [group.codes for group in rows(context(site, "", "en", "domains"), site.geometry)]
    assert north[0] == ("SE332", "SE331") and north[-1] == ("SE221", "SE224")
    assert {code[:4] for code in north[0]} == {"SE33"}
    (alike,) = rows(context(site, "sort=similarity", "en", "domains"), site.geometry)
    assert alike.codes != tuple(code for codes in north for code in codes)
    assert "similar priorities" in page(site, "sort=similarity").one(".chart .note").text


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("kind", CELLS)
@pytest.mark.parametrize("more", ["", "&level=nuts2&currency=SEK", "&neighbours=1&sort=similarity&period=2014-2020"])
def test_the_chart_is_whole(site, kind, lang, more):
    view = matrix_view(context(site, f"cells={kind}{more}", lang, "domains"), site.geometry)
    (chart,) = view.charts
    figure = valid(chart)
    assert len(figure.data[0].y) == len(chart.rows) - 1
    assert chart.title in html.to_plain(view.content)


def test_whose_lists_are_missing_is_said(site):
    without = [c for c in by_hand.drawn("lan") if not by_hand.domains(c, by_hand.BEFORE)]
    assert without and all(by_hand.domains(c, by_hand.NOW) for c in by_hand.drawn("lan"))
    for query, named in (("", False), ("period=2014-2020", True), ("level=nuts2", True)):
        remark = page(site, query).one(".chart .note").text
        assert ("The data lacks a list for 2014\u20132020" in remark) == named
        assert all((by_hand.name_of(code, "en") in remark) == named for code in without)
    abroad = [c for c in by_hand.drawn("neighbours") if not by_hand.domains(c, by_hand.NOW)]
    abroad += [c for c in by_hand.drawn("neighbours") if by_hand.is_national(c, by_hand.NOW)]
    assert f"{len(abroad)} neighbours have no lists of their own" in page(site, "neighbours=1").one(".chart .note").text


@pytest.mark.parametrize("kind", ["projects", "eu"])
def test_filters_that_nothing_passes_say_what_to_do(tiny_site, kind):
    view = matrix_view(context(tiny_site, f"cells={kind}&fund=esf", "en", "domains"), tiny_site.geometry)
    found = shown(view.content)
    assert view.charts == ()
    assert found.one("h1").text == "No projects with these filters"
    assert "Choose another fund" in found.one(".empty").text
    assert len(found.select(".matrix-settings a")) == 11


def test_quotients_without_any_base_say_so(tiny_site):
    assert page(tiny_site, "cells=lq_eu").one("h1").text == "No cell has a base that is large enough"


# ---- the words ---------------------------------------------------------------------------------------------------


def said(site, query="", lang="en"):
    return context(site, query, lang, "domains")


def of_counts(**counts):
    """Counts of the bundled taxonomy: those named, 0 for all others."""
    return {row["domain_id"]: counts.get(row["domain_id"], 0) for row in by_hand.table("domains")}


def test_the_priorities_in_words(site):
    found = priorities.finding(said(site), of_counts(energy=14, ict=11, food=11, space=1), 21)
    assert found.headline == "Most common is energy, a priority in 14 of 21 counties"
    assert found.lead == (
        "At least half of the counties also prioritise food and digital. "
        "Domains that only one county prioritises: space. 15 domains are prioritised by no county."
    )


def test_equal_priorities_are_all_named_or_counted(site):
    two = priorities.finding(said(site, lang="sv"), of_counts(energy=3, ict=3), 5)
    assert two.headline == "Vanligast är energi och digitalt: prioriterade områden i 3 av 5 län vart och ett"
    assert "hälften" not in two.lead and "bara ett" not in two.lead
    many = priorities.finding(said(site), of_counts(energy=1, ict=1, food=1, blue=1), 4)
    assert many.headline == "4 domains are equally common, each a priority in 1 of 4 counties"
    assert "only one" not in many.lead


def test_one_region_with_a_list(site):
    found = priorities.finding(said(site, "level=nuts2"), of_counts(energy=1), 1)
    assert found.headline == "Most common is energy, a priority in 1 of 1 NUTS2 area"
    assert "only one" not in found.lead and "half" not in found.lead


def test_no_list_at_all(site):
    found = priorities.finding(said(site, "period=2014-2020"), of_counts(), 0)
    assert found.headline == "No priorities are known for 2014\u20132020"
    assert not found.empty, "the other period may be known"


def project_table(sweden, **regions):
    """Counts by region and domain: energy, food, none."""
    taxonomy = [row["domain_id"] for row in by_hand.table("domains")]
    counts: dict[Key, int] = {}
    for code, (energy, food, without) in {"SE": sweden, **regions}.items():
        counts |= {(code, domain): 0 for domain in taxonomy}
        counts |= {(code, "energy"): energy, (code, "food"): food, (code, None): without}
    return counts


def test_projects_in_words(site):
    counts = project_table((5, 2, 1), SE224=(3, 1, 1), SE232=(2, 1, 0), PL63=(9, 9, 9))
    found = projects.finding(said(site), counts, ("SE224", "SE232", "PL63"))
    assert found.headline == "The domain with most projects is energy: 5 of 8"
    assert found.lead.startswith("Skåne has more than any other, 5. 1 project has no domain. 17 domains have no")


def test_projects_that_tie_have_no_domain_or_are_not_there(site):
    codes = ("SE224", "SE232")
    tie = projects.finding(said(site), project_table((4, 4, 0), SE224=(2, 2, 0), SE232=(2, 2, 0)), codes)
    assert tie.headline == "The domains with most projects are food and energy: 4 of 8 each"
    assert tie.lead.startswith("Skåne and Västra Götaland have more than any other, 4 each.")
    bare = projects.finding(said(site), project_table((0, 0, 3), SE224=(0, 0, 3), SE232=(0, 0, 0)), codes)
    assert (bare.headline, bare.lead) == ("None of the projects has a domain", "")
    none = projects.finding(said(site), project_table((0, 0, 0), SE224=(0, 0, 0), SE232=(0, 0, 0)), codes)
    assert none.empty


def funding_table(**regions):
    """Funding by region of energy, food and none: known euros, or None where the grant is not published."""
    taxonomy = [row["domain_id"] for row in by_hand.table("domains")]
    found: dict[Key, Funding] = {}
    for code, amounts in regions.items():
        found |= {(code, domain): Funding(0, 0.0, 0.0, 0, 0.0, 0.0, 0, 0, 0) for domain in taxonomy}
        for domain, amount in zip(("energy", "food", None), amounts, strict=True):
            known = amount or 0.0
            found[code, domain] = Funding(
                int(amount != 0), known, 10 * known, int(bool(amount)), 0.0, 0.0, 0, int(amount is None), 0
            )
    return found


def test_money_in_words(site):
    found = funding_table(SE=(3e6, 1e6, 2e6), SE224=(3e6, 0, 0), SE232=(0, 1e6, 2e6))
    euros = money.finding(said(site), found, ("SE224", "SE232"))
    assert euros.headline == "The largest EU contribution goes to energy: €3.0m of the €6.0m known"
    assert euros.lead == (
        "Skåne and Västra Götaland have the largest known sums, €3.0m each. €2.0m goes to projects without a domain."
    )
    kronor = money.finding(said(site, "currency=SEK", "sv"), found, ("SE224", "SE232"))
    assert kronor.headline == "Mest EU-stöd går till energi: 30,0\u00a0mnkr av kända 60,0\u00a0mnkr"


def test_money_that_is_not_published_is_not_zero(site):
    unpublished = money.finding(said(site), funding_table(SE=(None, 0, 0), SE224=(None, 0, 0)), ("SE224",))
    assert (unpublished.headline, unpublished.empty) == ("No EU contribution is known with these filters", False)
    assert money.finding(said(site), funding_table(SE=(0, 0, 0), SE224=(0, 0, 0)), ("SE224",)).empty
    without = money.finding(said(site), funding_table(SE=(0, 0, 5e6), SE224=(0, 0, 5e6)), ("SE224",))
    assert without.headline == "None of the known EU contribution goes to projects with a domain"


def quotient(value):
    return Quotient(value, None if value is not None else "few", 5, 2.0)


def test_specialisation_in_words(site):
    one: dict[Key, Quotient] = {("SE224", "energy"): quotient(2.46), ("SE232", "food"): quotient(None)}
    found = quotients.finding(said(site), one)
    assert found.headline == "Most specialised: Skåne in energy, 2.5 times Sweden’s share"
    assert found.lead.endswith("1 of 2 cells have a base that is large enough.")
    tie: dict[Key, Quotient] = {("SE224", "energy"): quotient(2.04), ("SE232", "food"): quotient(1.96)}
    assert quotients.finding(said(site, lang="sv"), tie).headline == (
        "Mest specialiserat: Skåne i energi och Västra Götaland i livsmedel, 2,0 gånger Sveriges andel"
    )
    many: dict[Key, Quotient] = {(code, "energy"): quotient(3.0) for code in ("SE221", "SE224", "SE231", "SE232")}
    assert quotients.finding(said(site), many).headline == "Most specialised: 4 cells with 3.0 times Sweden’s share"
    none: dict[Key, Quotient] = {("SE224", "energy"): quotient(1.0), ("SE232", "food"): quotient(None)}
    assert quotients.finding(said(site), none).headline == "No region is clearly more specialised than Sweden"


@pytest.mark.parametrize(
    ("amount", "written"),
    [(0, "0"), (1, "<0,1"), (49_999, "<0,1"), (50_000, "0,1"), (2_345_678, "2,3"), (99_940_000, "99,9"), (2e8, "200")],
)
def test_millions_are_short_and_never_a_false_zero(site, amount, written):
    assert millions(said(site, lang="sv"), amount) == written
