"""The table of addresses: what each takes and gives. Routes, description and the page /api are made from it."""

from collections.abc import Callable
from dataclasses import dataclass

from pydantic import BaseModel

from strukturmonitor.api import answers, parameters
from strukturmonitor.api.contents import Ask, Content, File
from strukturmonitor.api.indicators import indicators, values
from strukturmonitor.api.tables import areas, table, tables
from strukturmonitor.api.vacancies import vacancies


@dataclass(frozen=True)
class Endpoint:
    """`name`: key of its words (`api.endpoint.…`, `api.description.…`). `answer`: None where it gives a file.
    `example`: for the page and the description; `in_path`: name of what stands in the address → example."""

    name: str
    path: str
    parameters: type[BaseModel]
    answer: type[answers.Answer] | None
    formats: tuple[str, ...]
    make: Callable[[Ask], Content | File]
    example: str
    in_path: tuple[tuple[str, str], ...] = ()


ENDPOINTS = (
    Endpoint(
        "areas",
        "/areas",
        parameters.AreasParameters,
        answers.AreasAnswer,
        ("json", "csv", "geojson"),
        areas,
        "/areas?level=bezirk&format=geojson",
    ),
    Endpoint(
        "indicators",
        "/indicators",
        parameters.CatalogueParameters,
        answers.IndicatorsAnswer,
        ("json", "csv"),
        indicators,
        "/indicators",
    ),
    Endpoint(
        "values",
        "/indicators/{indicator}",
        parameters.ValuesParameters,
        answers.ValuesAnswer,
        ("json", "csv", "geojson"),
        values,
        "/indicators/leerstandsquote?level=bezirk&from=2020&format=csv",
        (("indicator", "leerstandsquote"),),
    ),
    Endpoint(
        "vacancies",
        "/vacancies",
        parameters.VacanciesParameters,
        answers.VacanciesAnswer,
        ("json", "csv", "geojson"),
        vacancies,
        "/vacancies?status=bestaetigt&limit=50",
    ),
    Endpoint(
        "tables",
        "/tables",
        parameters.CatalogueParameters,
        answers.TablesAnswer,
        ("json", "csv"),
        tables,
        "/tables",
    ),
    Endpoint(
        "table",
        "/tables/{table}.csv",
        parameters.FileParameters,
        None,
        ("csv",),
        table,
        "/tables/population.csv?head=false",
        (("table", "population"),),
    ),
)
