"""The real data of a city's folder: boundaries, backdrop, published figures, accidents, counters."""

import datetime
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely
import yaml

from strukturmonitor.areas import slugify
from strukturmonitor.cities import city
from strukturmonitor.database import StatisticsBuild

_ACCIDENT_FLAGS = {
    "is_bicycle": "IstRad",
    "is_car": "IstPKW",
    "is_pedestrian": "IstFuss",
    "is_motorcycle": "IstKrad",
    "is_goods_vehicle": "IstGkfz",
    "is_other": "IstSonstige",
}


class CityFolder:
    """The data in data/cities/<name>. Only boundaries and sources must be there; everything else may be missing and
    is then None. Raises CityUnknown."""

    def __init__(self, name: str) -> None:
        self.city = city(name)
        self.folder: Path = self.city.folder
        self.facts: dict = self.city.definition

    def yaml(self, file: str) -> dict:
        return yaml.safe_load((self.folder / file).read_text(encoding="utf-8"))

    def demo(self) -> dict:
        """The parameters of made data; `based_on` takes over from another city's what is not said here."""
        own = self.yaml("demo.yml")
        base = CityFolder(own["based_on"]).demo() if "based_on" in own else {}
        merged = {
            key: {**base[key], **value} if isinstance(value, dict) and isinstance(base.get(key), dict) else value
            for key, value in own.items()
        }
        return base | merged

    def demo_meetings(self) -> list[dict]:
        """Made records of meetings; none where the city has no such file."""
        return self.yaml("demo_meetings.yml")["meetings"] if (self.folder / "demo_meetings.yml").exists() else []

    def areas(self, *, demo: bool) -> gpd.GeoDataFrame:
        """All areas with the columns of table `area` (geometry as shapely objects, WGS 84). `demo`: with those that
        only serve as an example."""
        names: dict[str, str] = {}
        levels = []
        for level, definition in self.facts["boundaries"].items():
            if definition.get("only_demo") and not demo:
                continue
            frame = gpd.read_file(self.folder / definition["file"]).to_crs(4326)
            frame = boundary_rows(
                frame,
                level=level,
                name_column=definition["name"],
                code_column=definition.get("code"),
                parent_name_column=definition.get("parent_name"),
                parents=names,
                valid_from=self.facts["valid_from"],
                source_id=definition["source"],
                origin=definition.get("origin", "published"),
                metric_crs=self.city.metric_crs,
            )
            if level in ("city", "bezirk"):
                names |= dict(zip(frame["name"], frame["area_id"], strict=True))
            levels.append(frame)
        return pd.concat(levels, ignore_index=True)

    def map_lines(self) -> gpd.GeoDataFrame | None:
        if "map_lines" not in self.facts:
            return None
        definition = self.facts["map_lines"]
        lines = gpd.read_file(self.folder / definition["file"]).to_crs(4326)
        return lines.rename(columns={"derived": "is_derived"}).assign(source_id=definition["source"])

    def sources(self, *, demo: bool) -> pd.DataFrame:
        """Rows of table `source`; without `demo` those of made data are left out."""
        rows = [{"source_id": key, **values} for key, values in self.facts["sources"].items() if demo or key != "demo"]
        return pd.DataFrame(rows)

    def published_figures(self, areas: pd.DataFrame) -> pd.DataFrame | None:
        """Published values with their area; rows of levels without areas here (Unterbezirke) are left out."""
        if "published_figures" not in self.facts:
            return None
        figures = pd.read_csv(self.folder / self.facts["published_figures"], dtype={"code": "string", "date": "string"})
        keys = {"city": "city", "stadtbezirk": "bezirk", "stat_bezirk": "stat"}
        figures["level"] = figures["level"].map(keys)
        by_name = areas.set_index(["level", "name"])["area_id"]
        by_code = areas[areas["level"] == "stat"].set_index("code")["area_id"]
        figures["area_id"] = [
            by_code.get(code) if level == "stat" else by_name.get((level, name))
            for level, code, name in zip(figures["level"], figures["code"], figures["name"], strict=True)
        ]
        figures = figures.dropna(subset=["area_id"])
        figures["reference_date"] = figures["date"].map(_day, na_action="ignore")
        return figures[["area_id", "metric", "value", "unit", "reference_date", "source", "note"]].assign(
            origin="published"
        )

    def accidents(self) -> pd.DataFrame | None:
        """An extract of real accidents; columns of table `accident` without area_ids."""
        if "accidents" not in self.facts:
            return None
        definition = self.facts["accidents"]
        rows = pd.read_csv(self.folder / definition["file"], sep=";", decimal=",")
        return pd.DataFrame(
            {
                "accident_id": rows["UJAHR"].astype(str) + "-" + rows["OBJECTID"].astype(str),
                "year": rows["UJAHR"],
                "month": rows["UMONAT"],
                "hour": rows["USTUNDE"],
                "weekday": (rows["UWOCHENTAG"] + 5) % 7 + 1,  # the source counts from Sunday
                "category": rows["UKATEGORIE"],
                "kind": rows["UART"],
                "type": rows["UTYP1"],
                "light": rows["ULICHTVERH"],
                "road_state": rows["STRZUSTAND"],
                **{flag: rows[column] == 1 for flag, column in _ACCIDENT_FLAGS.items()},
                "lon": rows["XGCSWGS84"],
                "lat": rows["YGCSWGS84"],
                "is_extract": True,
                "origin": "published",
                "source_id": definition["source"],
            }
        )

    def pedestrian_stations(self) -> pd.DataFrame | None:
        if "pedestrian_stations" not in self.facts:
            return None
        definition = self.facts["pedestrian_stations"]
        rows = pd.read_csv(self.folder / definition["file"])
        return pd.DataFrame(
            {
                "station_id": rows["name"].map(slugify),
                "name": rows["name"],
                "lon": rows["lon"],
                "lat": rows["lat"],
                "source_id": definition["source"],
                "origin": "published",
            }
        )


def boundary_rows(
    frame: gpd.GeoDataFrame,
    *,
    level: str,
    name_column: str,
    code_column: str | None,
    parent_name_column: str | None,
    parents: dict[str, str],
    valid_from: datetime.date,
    source_id: str,
    origin: str,
    metric_crs: int,
) -> gpd.GeoDataFrame:
    """Boundaries of one level (WGS 84) as rows of table `area`. `parents`: area ids of the higher levels by name."""
    slugs = frame["slug"] if "slug" in frame else frame[name_column].map(slugify)
    codes = frame[code_column].astype("string") if code_column else pd.Series(pd.NA, index=frame.index, dtype="string")
    keys = codes if level in ("stat", "ub") else slugs
    labels = shapely.get_point(shapely.maximum_inscribed_circle(frame.geometry.values, tolerance=1e-4), 0)
    city_id = next(iter(parents.values()), None)
    if level == "bezirk":
        parent_ids: object = city_id
    elif parent_name_column:
        parent_ids = frame[parent_name_column].map(parents)
    else:
        parent_ids = None if level == "city" else city_id
    return gpd.GeoDataFrame(
        {
            "area_id": level + ":" + keys,
            "level": level,
            "code": codes,
            "slug": slugs,
            "name": frame[name_column],
            "parent_id": parent_ids,
            "area_km2": frame.geometry.to_crs(metric_crs).area / 1e6,
            "lon": shapely.get_x(labels),
            "lat": shapely.get_y(labels),
            "geometry": frame.geometry,
            "valid_from": valid_from,
            "source_id": source_id,
            "origin": origin,
        },
        crs=4326,
    )


def insert_geometries(build: StatisticsBuild, statement_name: str, frame: gpd.GeoDataFrame) -> None:
    """Run a statement of queries/write whose `frame` has the geometry as WKB in column geometry_wkb."""
    plain = pd.DataFrame(frame.drop(columns="geometry"))
    plain["geometry_wkb"] = shapely.to_wkb(frame.geometry.values)
    build.run(statement_name, frame=plain)


def _day(text: str) -> datetime.date:
    return datetime.date(int(text), 12, 31) if len(text) == 4 else datetime.date.fromisoformat(text)
