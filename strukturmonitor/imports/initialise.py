"""`init`: a new database from the city's folder, with made demo data or without."""

import datetime
import secrets
from collections.abc import Callable
from pathlib import Path

import holidays
import pandas as pd

from strukturmonitor.cities import City, city, default_city
from strukturmonitor.database import Database, StatisticsBuild
from strukturmonitor.database.connection import create_register
from strukturmonitor.database.files import REGISTER_NAME, accept, prepare_folder, publish, published_path
from strukturmonitor.demo import generate
from strukturmonitor.demo.meetings import meeting_frames
from strukturmonitor.errors import DatabaseExists, DemoMissing
from strukturmonitor.imports.builds import complete
from strukturmonitor.imports.city import CityFolder, insert_geometries

# Tables whose rows have a place: their area_ids are found when they are inserted.
_PLACED = frozenset({"traffic_station", "accident", "pedestrian_station", "report", "building_survey", "unit"})


def initialise(
    data_dir: Path,
    *,
    city_id: str | None = None,
    demo: bool | None = None,
    force: bool = False,
    scale: float = 1.0,
    progress: Callable[[str, int], None] = lambda table, rows: None,
) -> None:
    """Make the database of a city (default: data/cities/default.yml), with made demo data (default: where the city
    has parameters for them). `scale` below 1 makes less of them (tests). Raises CityUnknown, DemoMissing, and
    DatabaseExists unless `force`; with `force` the old files are kept beside the new ones under a name with the time."""
    folder = CityFolder(city_id or default_city())
    demo = with_demo(folder.city, demo)
    prepare_folder(data_dir)
    if published_path(data_dir) is not None or (data_dir / REGISTER_NAME).exists():
        if not force:
            raise DatabaseExists(path=str(data_dir))
        _put_aside(data_dir)
    register_frames: list[tuple[str, pd.DataFrame]] = []
    with StatisticsBuild(data_dir, new_data_version()) as build:
        areas = folder.areas(demo=demo)
        insert_geometries(build, "add_areas", areas)
        lines = folder.map_lines()
        if lines is not None:
            insert_geometries(build, "add_map_lines", lines)
        build.insert("source", folder.sources(demo=demo))
        figures = folder.published_figures(areas)
        if figures is not None:
            build.insert("published_figure", figures)
            build.run("add_published_official_population")
        for table, frame in (("accident", folder.accidents()), ("pedestrian_station", folder.pedestrian_stations())):
            if frame is not None:
                build.insert(table, with_areas(build.run, frame))
                progress(table, len(frame))
        derive_areas(build, folder.city)
        if demo:
            truth = folder.demo()
            stat_areas = areas[areas["level"] == "stat"].rename(columns={"parent_id": "bezirk_id"})
            for database, table, frame in generate(truth, stat_areas, figures, lines, scale=scale):
                progress(table, len(frame))
                if table in _PLACED:
                    frame = with_areas(build.run, frame)
                if database == "statistics":
                    build.insert(table, frame)
                else:
                    register_frames.append((table, frame))
            reference_date = truth["reference_date"]
            register_frames += _meetings(build, folder, areas, reference_date)
            derive_traffic(build, folder.city)
        else:
            reference_date = datetime.date.today()
        complete(build, city_id=folder.city.id, reference_date=reference_date)
    create_register(data_dir)
    publish(data_dir, accept(build.path))
    if register_frames:
        database = Database(data_dir)
        try:
            with database.transaction("demo data") as transaction:
                for table, frame in register_frames:
                    transaction.insert(table, frame)
        finally:
            database.close()


def _meetings(
    build: StatisticsBuild, folder: CityFolder, areas: pd.DataFrame, day: datetime.date
) -> list[tuple[str, pd.DataFrame]]:
    """Made records of meetings: an idea lies where its point does, else where its meeting does."""
    parents = dict(zip(areas["area_id"], areas["parent_id"], strict=True))
    frames = dict(meeting_frames(folder.demo_meetings(), parents, pd.Timestamp(day)))
    if "meeting_idea" in frames:
        ideas = with_areas(build.run, frames["meeting_idea"])
        places = [found or around for found, around in zip(ideas["area_ids"], ideas["around"], strict=True)]
        frames["meeting_idea"] = ideas.drop(columns="around").assign(area_ids=places)
    return list(frames.items())


def with_demo(of: City, wanted: bool | None) -> bool:
    """Whether made data are generated: as wanted, else where the city has parameters for them. Raises DemoMissing."""
    if wanted and not of.has_demo:
        raise DemoMissing(city=of.name)
    return of.has_demo if wanted is None else wanted


def expected_rows(city_id: str | None, demo: bool | None, scale: float) -> int:
    """About how many rows the demo will have, for a progress bar. Raises CityUnknown, DemoMissing."""
    folder = CityFolder(city_id or default_city())
    if not with_demo(folder.city, demo):
        return 1
    rows = folder.demo()["rows_at_full_scale"]
    return int(rows["fixed"] + scale * rows["scaled"])


def new_data_version() -> str:
    """Sorts by time and is never used twice."""
    now = datetime.datetime.now(datetime.UTC)
    return f"{now:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"


def with_areas(run: Callable[..., pd.DataFrame], frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with a column `area_ids`: all areas that contain the point (lon, lat); an empty list where there
    is no position or the point lies outside. `run`: of a StatisticsBuild or a Transaction."""
    points = frame.reset_index(drop=True)[["lon", "lat"]].dropna().rename_axis("point_index").reset_index()
    found = run("locate_points", frame=points).set_index("point_index")["area_ids"]
    located = found.reindex(range(len(frame)))
    return frame.assign(area_ids=[list(ids) if hasattr(ids, "__len__") else [] for ids in located])


def derive_areas(build: StatisticsBuild, of: City) -> None:
    """Everything that follows from boundaries; also after an import of new ones."""
    build.run("clear_derived_areas")
    build.run("derive_area_parts", crs=f"EPSG:{of.metric_crs}")
    build.run("derive_area_neighbours", crs=f"EPSG:{of.metric_crs}")


def derive_traffic(build: StatisticsBuild, of: City | None = None) -> None:
    """Days, profiles and years from the hourly counts; with the holidays of a city (default: the one of the file)."""
    years = build.read("traffic_hour_years")["year"]
    if years.empty:
        return
    days = pd.DataFrame({"holiday": pd.to_datetime(list(_holidays(of or city_of(build), years)))})
    for name in ("derive_traffic_day", "derive_traffic_profile", "derive_traffic_year"):
        build.run(name, frame=None if name == "derive_traffic_profile" else days)


def city_of(build: StatisticsBuild) -> City:
    """The city whose statistics a file holds."""
    about = build.run("city_of_build")["city"]
    return city(default_city() if about.empty else str(about.iloc[0]))


def _holidays(of: City, years: pd.Series) -> holidays.HolidayBase:
    return holidays.country_holidays(of.holidays["country"], subdiv=of.holidays.get("subdivision"), years=years)


def _put_aside(data_dir: Path) -> None:
    backup = data_dir / f"replaced-{new_data_version()}"
    backup.mkdir()
    for pattern in ("register.duckdb*", "statistics*"):
        for path in data_dir.glob(pattern):
            path.rename(backup / path.name)
