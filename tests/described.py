"""Every answer that a test gets from the API is held against the API's own description: its status is one that the
operation names, its body has each field that is described, no other, and each of the described type."""

import json
import re
from functools import cache
from typing import Any

import jsonschema_rs
from django.http import HttpResponse
from django.test import Client
from drf_spectacular.generators import SchemaGenerator

PREFIX = "/api/v1/"
# Refusals by the framework of what isn't this operation at all: another method, media type or size.
OF_NO_OPERATION = {405, 406, 413, 415}
COMPONENTS = "urn:rapport:components"
Json = dict[str, Any]


def pytest_configure() -> None:
    ask = Client.request

    def request(client: Client, **asked: Any) -> HttpResponse:
        response = ask(client, **asked)
        if str(asked.get("PATH_INFO", "")).startswith(PREFIX):
            check(asked.get("REQUEST_METHOD", "GET"), asked["PATH_INFO"], response)
        return response

    Client.request = request


def check(method: str, path: str, response: HttpResponse) -> None:
    """Raises AssertionError that says where the answer differs."""
    template = _template_of(path)
    operation = _description()["paths"].get(template, {}).get(method.lower())
    if operation is None or response.status_code >= 500 or response.status_code in OF_NO_OPERATION:
        return
    where = f"{method} {template} → {response.status_code}"
    described = operation["responses"].get(str(response.status_code))
    assert described is not None, f"{where} isn't in the API's description: {response.content[:300]!r}"
    if not response.get("Content-Type", "").startswith("application/json"):
        return
    assert "application/json" in described.get("content", {}), f"{where} is described without a JSON body"
    errors = list(_validator(template, method.lower(), response.status_code).iter_errors(json.loads(response.content)))
    found = "\n".join(f"  {'.'.join(map(str, error.instance_path)) or 'body'}: {error.message}" for error in errors[:5])
    assert not errors, f"{where} isn't what the API's description says:\n{found}"


@cache
def _description() -> Json:
    # Of the product's own addresses, whatever the test that asks first has put in their place.
    description: Json = SchemaGenerator(urlconf="config.urls").get_schema(request=None, public=True)
    return description


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """Those without a variable part first: `/jobs/mine/` is no job."""
    paths = sorted(_description()["paths"], key=lambda path: path.count("{"))
    return [(re.compile(re.sub(r"{\w+}", "[^/]+", path)), path) for path in paths]


def _template_of(path: str) -> str:
    return next((template for pattern, template in _patterns() if pattern.fullmatch(path)), "")


@cache
def _validator(template: str, method: str, status: int) -> Any:
    content = _description()["paths"][template][method]["responses"][str(status)]["content"]
    schema = _strict(content["application/json"]["schema"])
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True, registry=_components())


@cache
def _components() -> jsonschema_rs.Registry:
    """Kept once for all operations: with a copy in each, the tests' processes grew to gigabytes."""
    schemas = {name: _strict(schema) for name, schema in _description()["components"]["schemas"].items()}
    return jsonschema_rs.Registry([(COMPONENTS, {"components": {"schemas": schemas}})])


def _strict(schema: Any) -> Any:
    """OpenAPI 3.0 as JSON Schema: what is nullable may be null; what has described fields has no others; references
    lead to the components that are kept once."""
    if isinstance(schema, list):
        return [_strict(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    strict = {name: _strict(part) for name, part in schema.items() if name != "nullable"}
    if isinstance(strict.get("$ref"), str):
        strict["$ref"] = COMPONENTS + strict["$ref"]
    if isinstance(strict.get("properties"), dict) and strict.get("type") == "object":
        strict.setdefault("additionalProperties", False)
    if schema.get("nullable") is True:
        return {"anyOf": [strict, {"type": "null"}]}
    return strict
