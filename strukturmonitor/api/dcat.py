"""Metadata of all that may be taken away, for open data portals: DCAT-AP.de 2.0 as JSON-LD, Turtle and RDF/XML."""

import re
from dataclasses import dataclass, field

import pandas as pd
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, SKOS, XSD
from starlette.requests import Request

from strukturmonitor.api.answers import Source
from strukturmonitor.api.contents import for_everybody, sources_of, vocabularies
from strukturmonitor.api.tables import published
from strukturmonitor.exports.addresses import PREFIX, indicator_address, table_address
from strukturmonitor.exports.inventory import NOT_RELEASED
from strukturmonitor.indicators import catalogue
from strukturmonitor.indicators.origins import tables_read
from strukturmonitor.texts import LANGUAGES, speak
from strukturmonitor.ui.data import Data, settings
from strukturmonitor.ui.login.requests import is_encrypted

PATH = "/api/katalog"
ENDINGS = {
    "jsonld": ("json-ld", "application/ld+json"),
    "ttl": ("turtle", "text/turtle"),
    "rdf": ("xml", "application/rdf+xml"),
}
_WRITING = {"jsonld": {"auto_compact": True}, "ttl": {}, "rdf": {}}
_DCATDE = Namespace("http://dcat-ap.de/def/dcatde/")
_VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
_AUTHORITY = "http://publications.europa.eu/resource/authority"
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types"
_WKT = URIRef("http://www.opengis.net/ont/geosparql#wktLiteral")
# Stands in the kept catalogue for the address under which a reader reached it.
_ANYWHERE = "https://strukturmonitor.invalid"
_HOST = re.compile(r"[A-Za-z0-9.\-]+(:\d+)?|\[[0-9A-Fa-f:.]+\](:\d+)?")
_LANGUAGE_NAMES = {"de": "DEU", "en": "ENG"}


@dataclass(frozen=True)
class _Set:
    """One dataset. `words`: language → title, description, keywords; `files`: format → address."""

    name: str
    words: dict[str, tuple[str, str, list[str]]]
    theme: str
    sources: list[Source]
    files: dict[str, str]
    landing_page: str
    modified: pd.Timestamp
    first: pd.Timestamp | None = None
    last: pd.Timestamp | None = None
    languages: tuple[str, ...] = field(default=LANGUAGES)


def catalogue_file(data: Data, ending: str, base: str) -> bytes:
    """The whole catalogue with addresses under `base`."""
    public = for_everybody(data)

    def make() -> str:
        return _graph(public).serialize(format=ENDINGS[ending][0], **_WRITING[ending])

    kept = public.derived(("api", "dcat", ending), make)
    return kept.replace(_ANYWHERE, base).encode()


def base_of(request: Request) -> str:
    """The address under which the reader reached us; a host that is none gives the one of this machine."""
    host = request.headers.get("Host", "")
    if not _HOST.fullmatch(host):
        host = f"{settings().host}:{settings().port}"
    return f"{'https' if is_encrypted(request) else 'http'}://{host}"


def _graph(data: Data) -> Graph:
    graph = Graph()
    for prefix, space in {"dcat": DCAT, "dct": DCTERMS, "foaf": FOAF, "dcatde": _DCATDE, "vcard": _VCARD}.items():
        graph.bind(prefix, space)
    own = data.city.definition.get("catalogue", {})
    whole = URIRef(f"{_ANYWHERE}{PATH}")
    publisher = _agent(graph, own.get("publisher", data.city.name), own.get("homepage"))
    contact = _contact(graph, data)
    graph.add((whole, RDF.type, DCAT.Catalog))
    graph.add((whole, DCTERMS.publisher, publisher))
    graph.add((whole, FOAF.homepage, URIRef(f"{_ANYWHERE}/")))
    graph.add((whole, DCTERMS.modified, _day(data.read("build").iloc[0]["today"])))
    service = _service(graph)
    graph.add((whole, DCAT.service, service))
    graph.add((whole, DCAT.themeTaxonomy, URIRef(f"{_AUTHORITY}/data-theme")))
    for language in LANGUAGES:
        texts = speak(language, data.city.id)
        graph.add((whole, DCTERMS.title, Literal(texts("api.catalogue.title", city=data.city.name), lang=language)))
        lead = texts("api.catalogue.description", city=data.city.name)
        graph.add((whole, DCTERMS.description, Literal(lead, lang=language)))
        graph.add((whole, DCTERMS.language, URIRef(f"{_AUTHORITY}/language/{_LANGUAGE_NAMES[language]}")))
        graph.add((service, DCTERMS.title, Literal(texts("api.title"), lang=language)))
    place = _place(graph, data)
    graph.add((whole, DCTERMS.spatial, place))
    for each in _sets(data):
        named = _dataset(graph, data, each, place)
        makers = {source.publisher for source in each.sources}
        name = makers.pop() if len(makers) == 1 else None
        graph.add((named, DCTERMS.publisher, _agent(graph, name, None) if name else publisher))
        graph.add((named, DCAT.contactPoint, contact))
        if contributor := own.get("contributor_id"):
            graph.add((named, _DCATDE.contributorID, URIRef(contributor)))
        graph.add((whole, DCAT.dataset, named))
        graph.add((service, DCAT.servesDataset, named))
    return graph


def _dataset(graph: Graph, data: Data, each: _Set, place: URIRef) -> URIRef:
    named = URIRef(f"{_ANYWHERE}{PATH}#{each.name}")
    geocoding = vocabularies()["geocoding"]
    facts = [
        (RDF.type, DCAT.Dataset),
        (DCTERMS.identifier, Literal(f"strukturmonitor-{data.city.id}-{each.name}")),
        (DCAT.theme, URIRef(f"{_AUTHORITY}/data-theme/{each.theme}")),
        (DCAT.landingPage, URIRef(f"{_ANYWHERE}{each.landing_page}")),
        (DCTERMS.modified, _day(each.modified)),
        (DCTERMS.spatial, place),
        (DCTERMS.accessRights, URIRef(f"{_AUTHORITY}/access-right/PUBLIC")),
        (_DCATDE.politicalGeocodingURI, URIRef(geocoding["uri"].format(ags=data.city.ags))),
        (_DCATDE.politicalGeocodingLevelURI, URIRef(geocoding["level"])),
        (_DCATDE.geocodingDescription, Literal(data.city.name, lang="de")),
    ]
    for language, (title, description, keywords) in each.words.items():
        facts += [
            (DCTERMS.title, Literal(title, lang=language)),
            (DCTERMS.description, Literal(description, lang=language)),
        ]
        facts += [(DCAT.keyword, Literal(word, lang=language)) for word in keywords]
        facts.append((DCTERMS.language, URIRef(f"{_AUTHORITY}/language/{_LANGUAGE_NAMES[language]}")))
    facts += [(DCTERMS.provenance, _statement(graph, named, each.sources))]
    if each.first is not None and each.last is not None:
        period = URIRef(f"{named}-zeitraum")
        facts.append((DCTERMS.temporal, period))
        graph.add((period, RDF.type, DCTERMS.PeriodOfTime))
        graph.add((period, DCAT.startDate, _day(each.first)))
        graph.add((period, DCAT.endDate, _day(each.last)))
    facts += [(DCAT.distribution, _distribution(graph, each, form, address)) for form, address in each.files.items()]
    for fact in facts:
        graph.add((named, *fact))
    return named


def _distribution(graph: Graph, each: _Set, form: str, address: str) -> URIRef:
    named = URIRef(f"{_ANYWHERE}{PATH}#{each.name}-{form}")
    known = vocabularies()["formats"][form]
    cited = "; ".join(dict.fromkeys(source.citation for source in each.sources))
    told = {
        lang: speak(lang)("api.catalogue.file", title=words[0], format=known["type"])
        for lang, words in each.words.items()
    }
    for fact in (
        (RDF.type, DCAT.Distribution),
        (DCAT.accessURL, URIRef(f"{_ANYWHERE}{address}")),
        (DCAT.downloadURL, URIRef(f"{_ANYWHERE}{address}")),
        (DCTERMS.license, URIRef(licence_of(each.sources))),
        (_DCATDE.licenseAttributionByText, Literal(cited, lang="de")),
        (DCTERMS["format"], URIRef(f"{_AUTHORITY}/file-type/{known['type']}")),
        (DCAT.mediaType, URIRef(f"{_MEDIA_TYPES}/{known['media_type']}")),
        (DCTERMS.modified, _day(each.modified)),
        *((DCTERMS.title, Literal(f"{words[0]} ({known['type']})", lang=lang)) for lang, words in each.words.items()),
        *((DCTERMS.description, Literal(sentence, lang=lang)) for lang, sentence in told.items()),
    ):
        graph.add((named, *fact))
    return named


def licence_of(sources: list[Source]) -> str:
    """The licence that binds most; «other-closed» as soon as one of them is no licence the vocabulary knows."""
    order = [*vocabularies()["licences"].values(), vocabularies()["other_licence"]]
    found = [source.licence_uri for source in sources] or [vocabularies()["other_licence"]]
    return max(found, key=order.index)


def _sets(data: Data) -> list[_Set]:
    known = {language: speak(language, data.city.id) for language in LANGUAGES}
    built = data.read("build").iloc[0]
    every = [
        _Set(
            "gebiete",
            {
                language: (texts("export.areas"), texts("data.meaning.area"), [texts("export.areas"), data.city.name])
                for language, texts in known.items()
            },
            vocabularies()["other_theme"],
            sources_of(data, ["area"]),
            _three(f"{PREFIX}/areas"),
            "/daten",
            built["built_at"],
        )
    ]
    for indicator in catalogue().values():
        series = data.series(indicator)
        if series.empty:
            continue
        every.append(
            _Set(
                f"indikator-{indicator.id}",
                {
                    language: (
                        indicator.title.in_language(texts),
                        f"{indicator.description.in_language(texts)} {indicator.method.in_language(texts)}",
                        [indicator.title.in_language(texts), texts(f"theme.{indicator.theme}"), data.city.name],
                    )
                    for language, texts in known.items()
                },
                vocabularies()["themes"][indicator.theme],
                sources_of(data, tables_read(indicator.query), series["origin"].unique()),
                _three(indicator_address(indicator.id)),
                f"/indikatoren?suche={indicator.id}",
                built["today"] if indicator.base == "register" else built["built_at"],
                series["period"].min(),
                series["period"].max(),
            )
        )
    units = sources_of(data, ["unit"])
    if units and all(source.licence != NOT_RELEASED for source in units):
        every.append(
            _Set(
                "ladenlokale",
                {
                    language: (
                        texts("api.endpoint.vacancies"),
                        texts("api.description.vacancies"),
                        [texts("page.vacancy"), data.city.name],
                    )
                    for language, texts in known.items()
                },
                vocabularies()["themes"]["vacancy"],
                units,
                _three(f"{PREFIX}/vacancies"),
                "/leerstand",
                built["today"],
            )
        )
    return [*every, *_tables(data, built)]


def _tables(data: Data, built: pd.Series) -> list[_Set]:
    themes = {table: theme for theme, tables in vocabularies()["table_themes"].items() for table in tables}
    by_language = {
        language: {table.name: table for table in published(data, speak(language, data.city.id))}
        for language in LANGUAGES
    }
    found = []
    for name, table in by_language[LANGUAGES[0]].items():
        if not (table.is_released and table.row_count and table.parts):
            continue
        dated = [part for part in table.parts if part.first_date is not None and part.last_date is not None]
        found.append(
            _Set(
                f"tabelle-{name}",
                {
                    language: (tables[name].title, tables[name].meaning, [tables[name].title, data.city.name])
                    for language, tables in by_language.items()
                },
                themes.get(name, vocabularies()["other_theme"]),
                sources_of(data, [table.derived_from or name]),
                {"csv": table_address(name)},
                "/daten",
                built["today"] if table.group == "register" else built["built_at"],
                min((part.first_date for part in dated), default=None),
                max((part.last_date for part in dated), default=None),
            )
        )
    return found


def _three(address: str) -> dict[str, str]:
    return {form: f"{address}?format={form}" for form in ("json", "csv", "geojson")}


def _agent(graph: Graph, name: str, homepage: str | None) -> URIRef:
    named = URIRef(f"{_ANYWHERE}{PATH}#stelle-{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-')}")
    graph.add((named, RDF.type, FOAF.Organization))
    graph.add((named, RDF.type, FOAF.Agent))
    graph.add((named, FOAF.name, Literal(name)))
    if homepage:
        graph.add((named, FOAF.homepage, URIRef(homepage)))
    return named


def _contact(graph: Graph, data: Data) -> URIRef:
    named = URIRef(f"{_ANYWHERE}{PATH}#kontakt")
    graph.add((named, RDF.type, _VCARD.Organization))
    graph.add((named, _VCARD.fn, Literal(f"Strukturmonitor {data.city.name}")))
    graph.add((named, _VCARD.hasURL, URIRef(f"{_ANYWHERE}/impressum")))
    if settings().contact_email:
        graph.add((named, _VCARD.hasEmail, URIRef(f"mailto:{settings().contact_email}")))
    return named


def _service(graph: Graph) -> URIRef:
    named = URIRef(f"{_ANYWHERE}{PATH}#api")
    graph.add((named, RDF.type, DCAT.DataService))
    graph.add((named, DCAT.endpointURL, URIRef(f"{_ANYWHERE}{PREFIX}")))
    graph.add((named, DCAT.endpointDescription, URIRef(f"{_ANYWHERE}/api/openapi.json")))
    return named


def _place(graph: Graph, data: Data) -> URIRef:
    box = data.read("city_extent").iloc[0]
    west, east, south, north = (round(box[name], 5) for name in ("lon_min", "lon_max", "lat_min", "lat_max"))
    corners = ", ".join(
        f"{x} {y}" for x, y in ((west, south), (east, south), (east, north), (west, north), (west, south))
    )
    named = URIRef(f"{_ANYWHERE}{PATH}#ort")
    graph.add((named, RDF.type, DCTERMS.Location))
    graph.add((named, SKOS.prefLabel, Literal(data.city.name)))
    graph.add((named, DCAT.bbox, Literal(f"POLYGON(({corners}))", datatype=_WKT)))
    return named


def _statement(graph: Graph, dataset: URIRef, sources: list[Source]) -> URIRef:
    """Where the rows come from, made ones included."""
    named = URIRef(f"{dataset}-herkunft")
    graph.add((named, RDF.type, DCTERMS.ProvenanceStatement))
    for language in LANGUAGES:
        texts = speak(language)
        said = "; ".join(f"{source.citation} ({texts(f'data.origin_{source.origin}')})" for source in sources)
        graph.add((named, DCTERMS.description, Literal(said, lang=language)))
    return named


def _day(value: pd.Timestamp) -> Literal:
    return Literal(pd.Timestamp(value).date().isoformat(), datatype=XSD.date)
