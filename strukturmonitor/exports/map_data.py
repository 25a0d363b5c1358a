"""What a map shows, as rows: its areas with their values and outlines, or its points with their places. Words are those the
map itself tells, so that a file never says more than the page."""

import html
import json
from dataclasses import dataclass

import pandas as pd
import shapely

from strukturmonitor.shown import Map
from strukturmonitor.stills import Fetch
from strukturmonitor.texts import Texts

_TELLING = frozenset({"name", "hover"})
_AGAIN = "selected"  # layers that mark a point of another layer


@dataclass(frozen=True)
class MapRows:
    """`rows` with plain names of columns, `labels` what they mean; `geometry` one shape per row, None where rows have lon and
    lat."""

    rows: pd.DataFrame
    labels: dict[str, str]
    geometry: pd.Series | None

    @property
    def labelled(self) -> pd.DataFrame:
        return self.rows.rename(columns=self.labels)


def map_rows(map_: Map, texts: Texts, fetch: Fetch) -> MapRows | None:
    """The rows behind a map; None where it shows neither areas nor points that tell something."""
    layers = json.loads(map_.deck)["layers"]
    for layer in layers:
        address = layer.get("data")
        if layer.get("id") == "areas" and isinstance(address, str) and (content := fetch(address)) is not None:
            return _areas(map_, texts, json.loads(content)["features"])
    told = [
        row
        for layer in layers
        if isinstance(layer.get("data"), list) and not str(layer.get("id")).startswith(_AGAIN)
        for row in layer["data"]
        if "p" in row and row.keys() >= _TELLING
    ]
    return _points(texts, told) if told else None


def _areas(map_: Map, texts: Texts, features: list[dict]) -> MapRows:
    facts = [feature["properties"] for feature in features]
    rows = pd.DataFrame(
        {
            "area_id": [fact["area_id"] for fact in facts],
            "name": [html.unescape(fact["name"]) for fact in facts],
        }
    )
    labels = {"area_id": texts("map_data.area_id"), "name": texts("map_data.area")}
    if map_.values is not None:
        values = map_.values.frame
        rows = rows.merge(values, on="area_id", how="left")
        labels |= {name: column.label for name, column in map_.values.columns.items() if name != "area_id"}
    rows["said"] = [html.unescape(fact.get("hover", "")) for fact in facts]
    labels["said"] = texts("map_data.said")
    geometry = pd.Series([shapely.geometry.shape(feature["geometry"]) for feature in features], dtype="object")
    return MapRows(rows, labels, geometry)


def _points(texts: Texts, told: list[dict]) -> MapRows:
    rows = pd.DataFrame(
        {
            "name": [html.unescape(str(row["name"])) for row in told],
            "said": [html.unescape(str(row["hover"])) for row in told],
            "lon": [float(row["p"][0]) for row in told],
            "lat": [float(row["p"][1]) for row in told],
        }
    )
    labels = {name: texts(f"map_data.{key}") for name, key in _POINT_LABELS.items()}
    return MapRows(rows, labels, None)


_POINT_LABELS = {"name": "place", "said": "said", "lon": "lon", "lat": "lat"}
