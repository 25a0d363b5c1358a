"""Map files that the browser fetches by URL."""

import json
from types import SimpleNamespace

import pandas as pd

from strukturmonitor.exports.maps import indicator_areas
from strukturmonitor.indicators import catalogue
from strukturmonitor.texts import speak


def test_names_of_imported_areas_are_escaped() -> None:
    """Prevents a name in an imported boundary file from running as HTML in the map's hover box."""
    square = json.dumps({"type": "Polygon", "coordinates": [[[7, 51], [8, 51], [8, 52], [7, 51]]]})
    outlines = pd.DataFrame(
        {"area_id": ["stat:1"], "name": ["<img src=x onerror=alert(1)>"], "geometry_json": [square]}
    )
    none = pd.DataFrame(columns=["area_id", "period", "value", "reason"])
    reader = SimpleNamespace(read=lambda name, **_: outlines)
    content = indicator_areas(
        reader, speak("de"), catalogue()["bevoelkerung"], none, None, level="stat", period=pd.Timestamp("2025-12-31")
    )
    properties = json.loads(content)["features"][0]["properties"]
    assert properties["name"] == "&lt;img src=x onerror=alert(1)&gt;"
    assert properties["missing"] is True
