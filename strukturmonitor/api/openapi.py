"""The OpenAPI description, made from the table of addresses and the models that check and answer; its examples are real
answers, shortened."""

import json

from pydantic.json_schema import models_json_schema

from strukturmonitor import __version__
from strukturmonitor.api.answers import Problem
from strukturmonitor.api.contents import Ask, Content, for_everybody
from strukturmonitor.api.endpoints import ENDPOINTS, Endpoint
from strukturmonitor.api.formats import MEDIA_TYPES, as_csv, as_geojson, as_json
from strukturmonitor.api.parameters import meaning, names
from strukturmonitor.exports.addresses import PREFIX
from strukturmonitor.texts import Texts
from strukturmonitor.ui.data import Data

PATH = "/api/openapi.json"
MEDIA_TYPE = "application/json"  # browsers show it; the registered type they would only save
_REFERENCE = "#/components/schemas/{model}"
_PROBLEMS = ("400", "403", "404", "406", "414", "429", "500", "503")
_EXAMPLE_ROWS = 2
# Whose words a model's fields share with a file's columns.
_WORDS = {"AreaRow": "export.areas.meaning", "ValueRow": "export.indicators.meaning", "VacancyRow": "export.meaning"}


def description(data: Data, texts: Texts) -> bytes:
    """The same for every role."""
    public = for_everybody(data)
    return public.derived(("api", "openapi", texts.language), lambda: _made(public, texts))


def _made(data: Data, texts: Texts) -> bytes:
    answers = [(endpoint.answer, "serialization") for endpoint in ENDPOINTS if endpoint.answer]
    _, schemas = models_json_schema([*answers, (Problem, "serialization")], ref_template=_REFERENCE)
    for name, schema in schemas["$defs"].items():
        for field, part in schema.get("properties", {}).items():
            if said := field_words(texts, name, field):
                part["description"] = said
        schema.pop("description", None)  # a docstring speaks to developers
    whole = {
        "openapi": "3.1.0",
        "info": {
            "title": texts("api.title"),
            "version": __version__,
            "description": texts("api.lead", city=data.city.name),
        },
        "servers": [{"url": "/"}],
        "tags": [{"name": "v1", "description": texts("api.rules")}],
        "paths": {f"{PREFIX}{endpoint.path}": {"get": _operation(data, texts, endpoint)} for endpoint in ENDPOINTS},
        "components": {"schemas": schemas["$defs"]},
    }
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def field_words(texts: Texts, model: str, field: str) -> str | None:
    """What a field means: in the words of the file's column, of this model, or of any."""
    for key in (f"{_WORDS.get(model)}.{field}", f"api.field.{model}.{field}", f"api.field.{field}"):
        if texts.has(key):
            return texts(key)
    return None


def _operation(data: Data, texts: Texts, endpoint: Endpoint) -> dict[str, object]:
    return {
        "operationId": endpoint.name,
        "tags": ["v1"],
        "summary": texts(f"api.endpoint.{endpoint.name}"),
        "description": texts(f"api.description.{endpoint.name}"),
        "parameters": [
            *(
                {
                    "name": name,
                    "in": "path",
                    "required": True,
                    "description": texts(f"api.parameter.{name}"),
                    "schema": {"type": "string"},
                    "example": example,
                }
                for name, example in endpoint.in_path
            ),
            *_query(texts, endpoint),
        ],
        "responses": {
            "200": {
                "description": texts(f"api.endpoint.{endpoint.name}"),
                "headers": {
                    name: {"description": texts(f"api.header.{name}"), "schema": {"type": "string"}}
                    for name in ("ETag", "Link")
                },
                "content": _examples(data, texts, endpoint),
            },
            "304": {"description": texts("api.problem.304")},
            **{
                status: {
                    "description": texts(f"api.problem.{status}"),
                    "content": {"application/problem+json": {"schema": {"$ref": _REFERENCE.format(model="Problem")}}},
                }
                for status in _PROBLEMS
            },
        },
    }


def _query(texts: Texts, endpoint: Endpoint) -> list[dict[str, object]]:
    properties = endpoint.parameters.model_json_schema(by_alias=True)["properties"]
    found = []
    for name in names(endpoint.parameters):
        schema = {key: value for key, value in properties[name].items() if key != "title"}
        if "anyOf" in schema:  # a parameter is left out, never null
            (only,) = (each for each in schema.pop("anyOf") if each.get("type") != "null")
            schema = {**{key: value for key, value in schema.items() if key != "default"}, **only}
        if name == "format":
            schema["enum"] = list(endpoint.formats)
        found.append(
            {
                "name": name,
                "in": "query",
                "required": False,
                "description": meaning(texts, name, endpoint.formats),
                "schema": schema,
            }
        )
    return found


def _examples(data: Data, texts: Texts, endpoint: Endpoint) -> dict[str, object]:
    """An answer of every format."""
    if endpoint.answer is None:
        return {MEDIA_TYPES["csv"]: {"schema": {"type": "string"}}}
    asked = endpoint.parameters.model_validate({})
    whole = endpoint.make(Ask(data, texts, asked, dict(endpoint.in_path)))
    rows = whole.rows.tail(_EXAMPLE_ROWS)
    content = Content(whole.about.model_copy(update={"count": len(rows)}), rows)
    found = {
        MEDIA_TYPES["json"]: {
            "schema": {"$ref": _REFERENCE.format(model=endpoint.answer.__name__)},
            "example": json.loads(as_json(content, endpoint.answer)),
        },
        MEDIA_TYPES["csv"]: {"schema": {"type": "string"}, "example": as_csv(content, texts).decode()},
    }
    if "geojson" in endpoint.formats:
        example = {"type": "FeatureCollection", "features": []}
        if whole.shapes is None:  # outlines are too long for an example
            example = json.loads(as_geojson(content))
        found[MEDIA_TYPES["geojson"]] = {"schema": {"type": "object"}, "example": example}
    return found
