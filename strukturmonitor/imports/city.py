"""The real data of a city's folder: boundaries, backdrop, published figures, accidents, counters."""

import datetime
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely
import yaml

from strukturmonitor.areas import CITIES_DIR, slugify
from strukturmonitor.database import StatisticsBuild

_METRIC_CRS = 25832  # UTM 32N, in which areas and lengths are measured


class CityFolder:
    """data/cities/<name>: what is fixed about a city."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.folder: Path = CITIES_DIR / name
        self.facts: dict = self.yaml("city.yml")

    def yaml(self, file: str) -> dict:
        return yaml.safe_load((self.folder / file).read_text(encoding="utf-8"))

    def areas(self) -> gpd.GeoDataFrame:
        """All areas with the columns of table `area` (geometry as shapely objects, WGS 84)."""
        names: dict[str, str] = {}
        levels = []
        for level, definition in self.facts["boundaries"].items():
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
                origin="made" if definition["source"] == "demo" else "published",
            )
            if level in ("city", "bezirk"):
                names |= dict(zip(frame["name"], frame["area_id"], strict=True))
            levels.append(frame)
        return pd.concat(levels, ignore_index=True)

    def map_lines(self) -> gpd.GeoDataFrame:
        definition = self.facts["map_lines"]
        lines = gpd.read_file(self.folder / definition["file"]).to_crs(4326)
        return lines.rename(columns={"derived": "is_derived"}).assign(source_id=definition["source"])

    def sources(self) -> pd.DataFrame:
        return pd.DataFrame([{"source_id": key, **values} for key, values in self.facts["sources"].items()])

    def published_figures(self, areas: pd.DataFrame) -> pd.DataFrame:
        """Published values with their area; rows of levels without areas here (Unterbezirke) are left out."""
        figures = pd.read_csv(self.folder / "published_figures.csv", dtype={"code": "string", "date": "string"})
        keys = {"city": "city", "stadtbezirk": "bezirk", "stat_bezirk": "stat"}
        figures["level"] = figures["level"].map(keys)
        by_name = areas.set_index(["level", "name"])["area_id"]
        by_code = areas[areas["level"] == "stat"].set_index("code")["area_id"]
        figures["area_id"] = [
            by_code.get(_three_digits(code)) if level == "stat" else by_name.get((level, name))
            for level, code, name in zip(figures["level"], figures["code"], figures["name"], strict=True)
        ]
        figures = figures.dropna(subset=["area_id"])
        figures["reference_date"] = figures["date"].map(_day, na_action="ignore")
        return figures[["area_id", "metric", "value", "unit", "reference_date", "source", "note"]].assign(
            origin="published"
        )

    def accidents(self) -> pd.DataFrame:
        """The extract of real accidents; columns of table `accident` without area_ids."""
        rows = pd.read_csv(self.folder / "unfallatlas_2019_auszug60.csv", sep=";", decimal=",")
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
                "is_bicycle": rows["IstRad"] == 1,
                "is_car": rows["IstPKW"] == 1,
                "is_pedestrian": rows["IstFuss"] == 1,
                "is_motorcycle": rows["IstKrad"] == 1,
                "is_goods_vehicle": rows["IstGkfz"] == 1,
                "is_other": rows["IstSonstige"] == 1,
                "lon": rows["XGCSWGS84"],
                "lat": rows["YGCSWGS84"],
                "is_extract": True,
                "origin": "published",
            }
        )

    def pedestrian_stations(self) -> pd.DataFrame:
        rows = pd.read_csv(self.folder / "passantenzaehlstellen.csv")
        return pd.DataFrame(
            {
                "station_id": rows["name"].map(slugify),
                "name": rows["name"],
                "lon": rows["lon"],
                "lat": rows["lat"],
                "source_id": "passantenaufkommen",
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
            "area_km2": frame.geometry.to_crs(_METRIC_CRS).area / 1e6,
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


def _three_digits(code: object) -> str:
    return str(code).zfill(2).ljust(3, "0") if isinstance(code, str) else ""


def _day(text: str) -> datetime.date:
    return datetime.date(int(text), 12, 31) if len(text) == 4 else datetime.date.fromisoformat(text)
