"""The OpenAPI document describes the API truly: what it allows is answered as it says, anything else is refused."""

from __future__ import annotations

import jsonschema_rs
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.config import SchemathesisConfig

from s3dash.api.endpoints import BASE, ENDPOINTS
from s3dash.api.openapi import document
from s3dash.api.words import words_of
from tests.api.ask import get, items

load_all_checks()
PATHS = [endpoint.address(format_) for endpoint in ENDPOINTS for format_ in endpoint.formats]
IDS = {
    "nuts": ["SE232", "SE22", "SE", "PL63", "PL633"],
    "layer": ["lan", "nuts2", "neighbours"],
    "id": ["IR-AUR-001", "TVV-20200940"],
}
BUNDLED = [
    dict(zip(IDS, ids, strict=True))
    for ids in zip(["SE232", "SE22", "PL63"], IDS["layer"], [*IDS["id"], "IR-AUR-107"], strict=True)
]
TINY = [{"nuts": "SE224", "layer": "lan", "id": "P-GUEST"}, {"nuts": "EE00", "layer": "neighbours", "id": "P-UNKNOWN"}]
CHECKED = CHECKS.get_by_names(
    [
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_headers_conformance",
        "response_schema_conformance",
    ]
)
few = settings(max_examples=25, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def described(api):
    """The document as schemathesis reads it from the application, which must not compress what it answers."""

    def plain(environ, start_response):
        return api.application({**environ, "HTTP_ACCEPT_ENCODING": "identity"}, start_response)

    return schemathesis.openapi.from_wsgi(f"{BASE}/openapi.json", plain, config=SchemathesisConfig())


@pytest.mark.parametrize("path", PATHS)
def test_what_is_allowed_is_answered_as_described(described, path):
    operation = described[path]["GET"]
    answers = set()
    known = {name: st.sampled_from(IDS[name]) for name in IDS if f"{{{name}}}" in path}

    @few
    @given(st.fixed_dictionaries(known), operation.as_strategy(GenerationMode.POSITIVE))
    def ask(ids, case):
        case.path_parameters = {**(case.path_parameters or {}), **ids}
        response = case.call()
        case.validate_response(response, checks=CHECKED)
        answers.add(response.status_code)

    ask()
    assert 200 in answers and answers <= {200, 400, 404}


@pytest.mark.parametrize("path", PATHS)
def test_what_is_not_allowed_is_refused_as_described(described, path):
    operation = described[path]["GET"]

    @few
    @given(operation.as_strategy(GenerationMode.NEGATIVE))
    def ask(case):
        response = case.call()
        case.validate_response(response, checks=[*CHECKED, *CHECKS.get_by_names(["negative_data_rejection"])])

    ask()


def test_only_reading_is_possible(described):
    for path in PATHS:
        assert set(described[path]) == {"get"}
    case = described["/regions"]["GET"].Case(method="POST")
    case.validate_response(case.call(), checks=CHECKED)


def test_every_address_and_word_is_in_it(site):
    found = document(site.dataset)
    assert found["openapi"] == "3.1.0" and found["servers"] == [{"url": BASE}]
    assert list(found["paths"]) == PATHS
    schemas = found["components"]["schemas"]
    for name, allowed in words_of(site.dataset).items():
        assert schemas[name]["enum"] == list(allowed)
    ids = [operation["get"]["operationId"] for operation in found["paths"].values()]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.name)
def test_every_row_fits_its_schema(api, tiny_api, site, tiny_site, endpoint):
    for client, where, ids in ((api, site, BUNDLED), (tiny_api, tiny_site, TINY)):
        found = document(where.dataset)
        schema = {"$ref": f"#/components/schemas/{endpoint.schema}", "components": found["components"]}
        validator = jsonschema_rs.validator_for(schema)
        for chosen in ids:
            path = endpoint.path.format(**chosen)
            for row in [get(client, path)] if endpoint.one else items(client, f"{path}?limit=500"):
                validator.validate(row)


def test_every_answer_is_described(site):
    for path, operation in document(site.dataset)["paths"].items():
        answers = set(operation["get"]["responses"])
        assert answers == {"200", "304", "400", "405", "414", "429", "503"} | ({"404"} if "{" in path else set())


def test_examples_fit_their_parameters(site):
    found = document(site.dataset)
    for operation in found["paths"].values():
        for parameter in operation["get"]["parameters"]:
            schema = {**parameter["schema"], "components": found["components"]}
            for value in [parameter.get("example"), parameter["schema"].get("default")]:
                assert value is None or jsonschema_rs.is_valid(schema, value), parameter["name"]
            assert parameter["description"]


def test_the_invented_dataset_has_words_of_its_own(tiny_site):
    schemas = document(tiny_site.dataset)["components"]["schemas"]
    assert schemas["domain"]["enum"] == ["energy", "food"]
    assert "hidden" not in schemas["colour"]["enum"]
