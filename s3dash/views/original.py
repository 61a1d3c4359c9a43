"""Names and titles as their sources print them, each with the language that it is to be read aloud in."""

from __future__ import annotations

from s3dash.analysis.priorities import Priority
from s3dash.data.projects import Project
from s3dash.data.schema import COUNTRY
from s3dash.text.languages import HOME, SWEDISH_ISLANDS, language_of
from s3dash.views import html
from s3dash.views.context import Context


def home_of(code: str | None) -> str | None:
    """The language of most names from a country or a NUTS region; None where there is no one such."""
    if code == SWEDISH_ISLANDS:
        return HOME[COUNTRY]
    return HOME.get(code[:2]) if code else None


def language_from(words: str, code: str | None = None) -> str:
    """The language of words that come from a country or a NUTS region."""
    return language_of(words, home_of(code))


def foreign(words: str, code: str | None = None) -> html.Span:
    """Words in their original language, not the page's: a name or title as its source prints it."""
    return html.Span(words, lang=language_from(words, code), className="original")


def priority_words(priority: Priority) -> html.Span:
    """A priority as the region words it; English where that is what its source has."""
    words = foreign(priority.name_original, priority.nuts_id)
    if priority.name_en == priority.name_original:
        words.attributes["lang"] = "en"
    return words


def project_language(project: Project, words: str) -> str:
    """The language of a project's own words: likely Swedish where it lies in Sweden alone."""
    swedish = bool(project.regions) and all(code.startswith(COUNTRY) for code in project.regions)
    return language_from(words, COUNTRY if swedish else None)


def lead_language(project: Project) -> str | None:
    """The language of the name of a project's lead organisation; None where it has none."""
    return language_from(project.lead_organisation, project.lead_nuts) if project.lead_organisation else None


def region_language(context: Context, nuts_id: str) -> str | None:
    """The language of a region's name where it is not the page's: `Małopolskie` has no Swedish or English form."""
    if not context.dataset.has_region(nuts_id):
        return None
    region, lang, name = context.dataset.region(nuts_id), context.state.lang, context.name(nuts_id)
    home = home_of(nuts_id)
    own = name in (region.name_local, region.name_sv) if region.country == COUNTRY else name == region.name_local
    return home if own and home != lang else None
