"""CORDIS: the zip of a framework programme becomes projects and participations, with the faults of its CSV mended."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3dash.sources.cordis import SOURCE, mended
from s3dash.sources.places import Places
from s3dash.sources.records import Item, ParticipationRow, ProjectRow, ReadOptions, Reject, Remark, SourceError
from tests.by_hand import GEODATA
from tests.sources.broken import Roles, assert_clean, assert_told, broken_csv, broken_zips

PROJECTS = [
    "id", "acronym", "status", "title", "startDate", "endDate", "totalCost", "ecMaxContribution", "legalBasis",
    "topics", "ecSignatureDate", "frameworkProgramme", "masterCall", "subCall", "fundingScheme", "nature",
    "objective", "contentUpdateDate", "rcn", "grantDoi",
]  # fmt: skip
ORGANISATIONS = [
    "projectID", "projectAcronym", "organisationID", "vatNumber", "name", "shortName", "SME", "activityType",
    "street", "postCode", "city", "country", "nutsCode", "geolocation", "organizationURL", "contactForm",
    "contentUpdateDate", "rcn", "order", "role", "ecContribution", "netEcContribution", "totalCost",
    "endOfParticipation", "active",
]  # fmt: skip
VOCABULARY = ["projectID", "euroSciVocCode", "euroSciVocPath", "euroSciVocTitle", "euroSciVocDescription"]
PROJECT = {
    "id": "101999001",
    "acronym": "SMARTICE",
    "status": "SIGNED",
    "title": "Sensors for the ice of the Baltic Sea",
    "startDate": "2023-01-01",
    "endDate": "2026-12-31",
    "totalCost": "2073781,25",
    "ecMaxContribution": "2000000.5",
    "legalBasis": "HORIZON.2.6",
    "topics": "HORIZON-CL6-2022-OCEAN-01",
    "frameworkProgramme": "HORIZON",
    "objective": "The project puts sensors on ice. Ask ice@example.org.",
}
LEAD = {
    "projectID": "101999001",
    "projectAcronym": "SMARTICE",
    "organisationID": "999999001",
    "vatNumber": "SE202100306001",
    "name": "Påhittade universitetet",
    "SME": "false",
    "activityType": "HES",
    "street": "Isgatan 1",
    "postCode": "75105",
    "city": "Uppsala",
    "country": "SE",
    "nutsCode": "SE121",
    "organizationURL": "https://ice.example",
    "contactForm": "https://ec.example/contact",
    "role": "coordinator",
    "ecContribution": "300000",
    "netEcContribution": "299250.5",
}


@pytest.fixture(scope="module")
def options() -> ReadOptions:
    return ReadOptions(Places.load(GEODATA))


def table(header: list[str], *rows: Mapping[str, str]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, header, restval="", delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def zipped(path: Path, encoding: str = "utf-8", **members: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(f"csv/{name}.csv", content.encode(encoding))
    return path


def items_of(tmp_path: Path, options: ReadOptions, *parts: Mapping[str, str], **project: str) -> list[Item]:
    path = zipped(
        tmp_path / "cordis.zip",
        project=table(PROJECTS, PROJECT | project),
        organization=table(ORGANISATIONS, *parts),
    )
    items = list(SOURCE.read([path], options))
    for item in items:
        assert_clean(item)
    return items


def part_of(tmp_path: Path, options: ReadOptions, **cells: str) -> ParticipationRow:
    return next(item for item in items_of(tmp_path, options, LEAD | cells) if isinstance(item, ParticipationRow))


def test_a_project_and_its_coordinator(tmp_path, options):
    project, part = items_of(tmp_path, options, LEAD)
    assert isinstance(project, ProjectRow)
    assert project == ProjectRow(
        row=2,
        ref="101999001",
        title="Sensors for the ice of the Baltic Sea (SMARTICE)",
        period="2021-2027",
        fund="horizon",
        title_en="Sensors for the ice of the Baltic Sea",
        summary_en=project.summary_en,
        programme_name="Horizon Europe",
        start_date="2023-01-01",
        end_date="2026-12-31",
        topics="HORIZON-CL6-2022-OCEAN-01",
        total_budget=2073781.25,
        eu_contribution=2000000.5,
        currency="EUR",
        amount_covers="project",
        url="https://cordis.europa.eu/project/id/101999001",
    )
    assert project.summary_en
    assert "example" not in project.summary_en
    assert part == ParticipationRow(
        row=2,
        ref="101999001",
        organisation="Påhittade universitetet",
        country="SE",
        role="lead",
        organisation_type="higher_education",
        organisation_number="2021003060",
        nuts_id="SE121",
        place_basis="stated",
        eu_contribution=299250.5,
        currency="EUR",
    )


def test_words_of_the_vocabulary_are_topics(tmp_path, options):
    words = [{"projectID": PROJECT["id"], "euroSciVocTitle": title} for title in ("oceanography", "sensors")]
    path = zipped(tmp_path / "cordis.zip", project=table(PROJECTS, PROJECT), euroSciVoc=table(VOCABULARY, *words))
    project, remark = SOURCE.read([path], options)
    assert isinstance(project, ProjectRow)
    assert project.topics == "oceanography; sensors; HORIZON-CL6-2022-OCEAN-01"
    assert isinstance(remark, Remark), "the zip has no participants"


def test_loose_files_say_the_same_as_a_zip_in_any_order(tmp_path, options):
    projects, organisations = tmp_path / "a.csv", tmp_path / "b.csv"
    projects.write_text(table(PROJECTS, PROJECT), encoding="utf-8")
    organisations.write_text(table(ORGANISATIONS, LEAD), encoding="utf-8")
    expected = items_of(tmp_path, options, LEAD)
    assert list(SOURCE.read([organisations, projects], options)) == expected


def test_organisations_alone_are_told(tmp_path, options):
    path = tmp_path / "organization.csv"
    path.write_text(table(ORGANISATIONS, LEAD), encoding="utf-8")
    with pytest.raises(SourceError, match=r"project\.csv"):
        list(SOURCE.read([path], options))


def test_old_dumps_in_latin_1_are_read(tmp_path, options):
    path = zipped(
        tmp_path / "cordis.zip",
        "iso-8859-1",
        project=table(PROJECTS, PROJECT | {"frameworkProgramme": "H2020"}),
        organization=table(ORGANISATIONS, LEAD),
    )
    project, part = SOURCE.read([path], options)
    assert isinstance(project, ProjectRow)
    assert isinstance(part, ParticipationRow)
    assert (project.period, part.organisation) == ("2014-2020", "Påhittade universitetet")


def test_a_field_that_opens_with_two_quotes_is_mended(tmp_path, options):
    wrong = table(PROJECTS, PROJECT).replace('"The project puts sensors on ice. Ask ice@example.org."', "WRONG")
    wrong = wrong.replace("WRONG", '""The action; ""X"" works""')
    path = zipped(tmp_path / "cordis.zip", project=wrong)
    project = next(iter(SOURCE.read([path], options)))
    assert isinstance(project, ProjectRow)
    assert project.summary_en == '"The action; "X" works"'


@pytest.mark.parametrize("end", ["", "\n", "\r\n", ';"9"\n', ';""\n', ";\n"])
@pytest.mark.parametrize("begin", ['"1";', '"1";"";', '"a ""b""";'])
def test_only_the_field_that_is_wrong_is_mended(begin, end):
    assert mended(f'{begin}""The action""{end}') == f'{begin}"""The action"""{end}'


@given(st.lists(st.text(st.characters(exclude_characters=";", codec="utf-8"), max_size=12), min_size=2, max_size=6))
def test_a_line_that_is_right_stays_as_it_is(cells):
    out = io.StringIO()
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n").writerow(["1", *cells])
    assert mended(out.getvalue()) == out.getvalue()


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("coordinator", "lead"), ("participant", "partner"), ("associatedPartner", "associated"),
        ("thirdParty", "associated"), ("internationalPartner", "associated"),
    ],
)  # fmt: skip
def test_roles(tmp_path, options, said, role):
    assert part_of(tmp_path, options, role=said).role == role


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ({"activityType": "PRC", "SME": "true"}, "sme"), ({"activityType": "PRC", "SME": "false"}, "large_enterprise"),
        ({"activityType": "PRC", "SME": ""}, None), ({"activityType": "PUB"}, "public_body"),
        ({"activityType": "REC"}, "other"), ({"activityType": "OTH"}, "other"), ({"activityType": ""}, None),
    ],
)  # fmt: skip
def test_types_of_organisation(tmp_path, options, cells, kind):
    assert part_of(tmp_path, options, **cells).organisation_type == kind


@pytest.mark.parametrize(
    ("cells", "place"),
    [
        ({"nutsCode": "FI1B1", "country": "FI"}, ("FI", "FI1B1", None, "stated")),
        ({"nutsCode": "", "country": "UK", "city": "Leeds"}, ("GB", None, "Leeds", "country_only")),
        ({"nutsCode": "EL", "country": "EL", "city": ""}, ("GR", None, None, "country_only")),
        ({"nutsCode": "SE999"}, ("SE", None, "Uppsala", "country_only")),
    ],
)
def test_places(tmp_path, options, cells, place):
    part = part_of(tmp_path, options, **cells)
    assert (part.country, part.nuts_id, part.place, part.place_basis) == place


def test_an_unknown_place_and_an_amount_of_zero_are_remarked(tmp_path, options):
    items = items_of(tmp_path, options, LEAD | {"nutsCode": "SE999", "netEcContribution": "0"})
    assert items[2:] == [
        Remark(2, "netEcContribution is 0: kept as not published"),
        Remark(2, "unknown NUTS code", "SE999"),
    ]


def test_an_organisation_abroad_is_known_by_its_participant_code(tmp_path, options):
    assert part_of(tmp_path, options, country="FI", vatNumber="FI01234567").organisation_number == "999999001"


def test_natural_persons_are_hidden(tmp_path, options):
    part = part_of(tmp_path, options, name="Anna Påhittadsson", activityType="PRC", SME="true")
    assert (part.organisation, part.organisation_type, part.organisation_number) == (None, "private_person", None)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"projectID": "1"}, "projectID: there is no project '1'"),
        ({"name": ""}, "name: "),
        ({"country": "XX"}, "country: "),
        ({"role": "spectator"}, "role: "),
        ({"netEcContribution": "-1"}, "netEcContribution: "),
    ],
)
def test_a_participation_in_error_is_rejected_by_column(tmp_path, options, cells, reason):
    _, reject = items_of(tmp_path, options, LEAD | cells)
    assert isinstance(reject, Reject)
    assert reject.reason.startswith(reason)
    assert not any(word in str(reject.original) for word in ("Isgatan", "ice.example", "contact"))


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"id": "A1"}, "id: "),
        ({"title": ""}, "title: "),
        ({"frameworkProgramme": "FP7"}, "frameworkProgramme: "),
        ({"startDate": "1900-01-01"}, "startDate: "),
        ({"totalCost": "1.234"}, "totalCost: "),
    ],
)
def test_a_project_in_error_is_rejected_with_its_participations(tmp_path, options, cells, reason):
    first, second = items_of(tmp_path, options, LEAD, **cells)
    assert isinstance(first, Reject)
    assert first.reason.startswith(reason)
    assert isinstance(second, Reject)


def test_broken_project_lists_are_told(tmp_path, options):
    roles = Roles(key="id", title="title", start="startDate", amount="ecMaxContribution")
    good = [PROJECT.get(column, "") for column in PROJECTS]
    cases = broken_csv(tmp_path, PROJECTS, good, roles, delimiter=";")
    assert len(cases) >= 20
    for case in cases:
        assert_told(SOURCE, options, case)


def test_broken_zips_are_told(tmp_path, options):
    for case in broken_zips(tmp_path):
        assert_told(SOURCE, options, case)
