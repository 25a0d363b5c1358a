"""Where each unit of a list lies: by its coordinates, else by the address table, else by the district it names."""

from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np
import pandas as pd
import shapely

from strukturmonitor.areas import AreaTree
from strukturmonitor.database import Database
from strukturmonitor.errors import AreaUnknown
from strukturmonitor.imports.addresses import find_addresses
from strukturmonitor.imports.area_names import AreaNames
from strukturmonitor.imports.cleaning import Unreadable
from strukturmonitor.imports.findings import Findings
from strukturmonitor.imports.headers import Header
from strukturmonitor.imports.list_cells import ListCells
from strukturmonitor.imports.positions import PositionReader, split_pair
from strukturmonitor.imports.reading import as_text
from strukturmonitor.imports.sources import plain
from strukturmonitor.register.places import hidden_point

DISTRICTS = ("district", "stat_district")


def read_positions(database: Database, cells: ListCells) -> tuple[np.ndarray, np.ndarray, dict[str, int]]:
    """Longitude and latitude (NaN where none), and how many were written in which system."""
    reader = PositionReader(cells.source.definition["position"], database.read("city_extent"))
    (x, x_wrong), (y, y_wrong) = cells.coordinates("lon"), cells.coordinates("lat")
    has_x, has_y = ~cells.gaps("lon"), ~cells.gaps("lat")
    has_pair = ~cells.gaps("position") & ~(has_x & has_y)
    wrong = (x_wrong | y_wrong) & has_x & has_y
    if has_pair.any():
        pair_x, pair_y, is_bad = _pairs(cells)
        x, y = np.where(has_pair, pair_x, x), np.where(has_pair, pair_y, y)
        wrong = np.where(has_pair, is_bad, wrong)
    is_written = has_pair | (has_x & has_y)
    field = "lon" if cells.has("lon") else "position"

    def shown(index: int) -> str:
        if has_pair[index]:
            return cells.shown("position", index)
        return f"{cells.shown('lon', index)} / {cells.shown('lat', index)}"

    half = np.flatnonzero(~is_written & (has_x != has_y))
    cells.say("fail", "position_half", half, field, lambda i: cells.shown("lon" if has_x[i] else "lat", i))
    cells.say("fail", "position_unreadable", np.flatnonzero(wrong), field, shown)
    lon, lat = np.full(len(cells), np.nan), np.full(len(cells), np.nan)
    readable = np.flatnonzero(is_written & ~wrong)
    found = reader.read_many(x[readable], y[readable])
    for code in ("position_zero", "position_far", "position_system"):
        cells.say("fail", code, readable[found.code == code], field, shown)
    lon[readable], lat[readable] = found.lon, found.lat
    swapped = readable[found.is_swapped]
    cells.say("warn", "position_swapped", swapped[~has_pair[swapped]], field, shown)
    numbers, counts = np.unique(found.system[found.system >= 0], return_counts=True)
    return lon, lat, {reader.names[n]: int(count) for n, count in zip(numbers, counts, strict=True)}


def _pairs(cells: ListCells) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    distinct = cells.distinct("position")
    numbers = np.full((len(distinct.values), 2), np.nan)
    is_bad = np.zeros(len(distinct.values), dtype=bool)
    for index, cell in enumerate(distinct.values):
        if not distinct.is_gap[index]:
            try:
                numbers[index] = split_pair(cell)
            except Unreadable:
                is_bad[index] = True
    return numbers[distinct.codes, 0], numbers[distinct.codes, 1], is_bad[distinct.codes]


def read_districts(names: AreaNames, cells: ListCells) -> dict[str, np.ndarray]:
    """Field → area ids of the districts named, None where none."""
    found = {}
    for field in DISTRICTS:
        found[field] = np.empty(len(cells), dtype=object)
        if not cells.has(field):
            continue
        column, distinct = cells.source.columns[field], cells.distinct(field)
        ids = np.empty(len(distinct.values), dtype=object)
        for code, cell in enumerate(distinct.values):
            if distinct.is_gap[code]:
                continue
            spelling = as_text(cell)
            try:
                ids[code] = column.words.get(plain(spelling)) or names.find(spelling, column.level or "")
            except AreaUnknown as error:
                near = error.values["suggestion"]
                shown = spelling if near == "–" else f"{spelling} → {near}?"
                rows = np.flatnonzero(distinct.codes == code)
                cells.say("warn", "district_unknown", rows, field, lambda _, shown=shown: shown)
        found[field][:] = ids[distinct.codes]
    return found


class AreaFinder:
    """Which areas of all levels contain a point, the largest first. Use as a context manager: one search can go on
    beside other work."""

    def __init__(self, database: Database) -> None:
        shapes = database.read("area_shapes")
        self._ids = shapes["area_id"].tolist()
        geometries = shapely.from_wkb([bytes(wkb) for wkb in shapes["geometry_wkb"]])
        shapely.prepare(geometries)
        self._tree = shapely.STRtree(geometries)
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="areas")
        self._search: Future | None = None

    def __enter__(self) -> "AreaFinder":
        return self

    def __exit__(self, *_: object) -> None:
        self._worker.shutdown(wait=True, cancel_futures=True)

    def begin(self, lon: np.ndarray, lat: np.ndarray) -> None:
        """Look for all points of a list; `found` waits for them."""
        self._search = self._worker.submit(self.find, lon, lat)

    def found(self) -> tuple[np.ndarray, list[list[str]]]:
        """What `begin` looked for, as `find` gives it."""
        return self._search.result()

    def find(self, lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, list[list[str]]]:
        """Per point the index of its list of areas; places without coordinates or outside have an empty list."""
        is_placed = ~np.isnan(lon)
        points = np.empty(len(lon), dtype=object)
        points[is_placed] = shapely.points(lon[is_placed], lat[is_placed])
        point, area = self._tree.query(points, predicate="within")
        order = np.lexsort((area, point))
        point, area = point[order], area[order]
        # Points in the same areas get the same key: the numbers of their areas as the digits of one number.
        keys = np.zeros(len(lon), dtype=object if len(self._ids) > 2000 else np.int64)
        first = np.searchsorted(point, point)
        depth = np.arange(len(point)) - first
        for level in range(depth.max() + 1 if len(depth) else 0):
            here = depth == level
            keys[point[here]] = keys[point[here]] * (len(self._ids) + 1) + area[here] + 1
        codes, distinct = pd.factorize(keys)
        return codes, [self._areas(int(key)) for key in distinct]

    def _areas(self, key: int) -> list[str]:
        areas: list[str] = []
        while key:
            key, digit = divmod(key, len(self._ids) + 1)
            areas.insert(0, self._ids[digit - 1])
        return areas


def with_places(
    database: Database, frame: pd.DataFrame, finder: AreaFinder, header: Header, findings: Findings
) -> tuple[pd.DataFrame, int]:
    """The list with area_ids and the public point, and how many got their place from the address table."""
    frame, looked_up = _from_addresses(database, frame, header, findings)
    codes, areas = finder.found()
    codes = codes[frame["place_number"].to_numpy()]
    if looked_up:
        codes, areas = finder.find(frame["lon"].to_numpy(), frame["lat"].to_numpy())
    tree = AreaTree(database.read("areas"))
    ids = np.empty(len(frame), dtype=object)
    ids[:] = [areas[code] for code in codes]
    numbers = frame["row_number"].to_numpy()
    is_unplaced = frame["lon"].isna().to_numpy()
    is_named = frame[list(DISTRICTS)].notna().any(axis=1).to_numpy()
    for index in np.flatnonzero(is_unplaced):
        named = {field: frame.at[index, field] for field in DISTRICTS} if is_named[index] else {}
        ids[index] = _with_parents(tree, named)
        findings.warn("position_missing_named" if ids[index] else "position_missing", int(numbers[index]))
    is_outside = np.array([not areas[code] for code in codes], dtype=bool) & ~is_unplaced
    for index in np.flatnonzero(is_outside):
        findings.warn("outside_city", int(numbers[index]), header.names.get("address"), frame.at[index, "address"])
    _compare_named(tree, frame, codes, areas, is_unplaced | is_outside, header, findings)
    return _with_public_point(frame.drop(columns="place_number").assign(area_ids=ids)), looked_up


def _from_addresses(
    database: Database, frame: pd.DataFrame, header: Header, findings: Findings
) -> tuple[pd.DataFrame, int]:
    missing = frame.index[frame["lon"].isna()]
    found = find_addresses(database, frame.loc[missing, ["address", "postcode"]])
    if found is None:
        return frame, 0
    has_place = found["lon"].notna()
    placed = found.index[has_place]
    frame = frame.copy()
    frame.loc[placed, ["lon", "lat"]] = found.loc[placed, ["lon", "lat"]]
    for index, row in found[~has_place & found["code"].notna()].iterrows():
        address = frame.at[index, "address"]
        shown = f"{address} → {row['suggestion']}?" if isinstance(row["suggestion"], str) else address
        findings.warn(row["code"], int(frame.at[index, "row_number"]), header.names.get("address"), shown)
    if len(placed):
        findings.warn("positions_from_addresses", value=len(placed))
    return frame, len(placed)


def _compare_named(
    tree: AreaTree, frame: pd.DataFrame, codes: np.ndarray, areas: list[list[str]], left_out: np.ndarray,
    header: Header, findings: Findings,
) -> None:  # fmt: skip
    """Rows whose place lies in another district than they name; each pair of place and name is looked up once."""
    numbers = frame["row_number"].to_numpy()
    for field in DISTRICTS:
        named = frame[field].to_numpy()
        rows = np.flatnonzero(~left_out & frame[field].notna().to_numpy())
        said: dict[tuple[int, str], str | None] = {}
        for index in rows.tolist():
            pair = (int(codes[index]), named[index])
            if pair not in said:
                ids, area_id = areas[pair[0]], pair[1]
                there = next((tree[i].name for i in ids if tree[i].level == tree[area_id].level), "–")
                said[pair] = None if area_id in ids else f"{tree[area_id].name} ↔ {there}"
            if said[pair] is not None:
                findings.warn("district_contradicts", int(numbers[index]), header.names[field], said[pair])


def _with_parents(tree: AreaTree, named: dict[str, str]) -> list[str]:
    """The finest area named and those above it, the largest first."""
    area_id = named.get("stat_district") or named.get("district")
    ids: list[str] = []
    while area_id is not None and area_id in tree:
        ids.insert(0, area_id)
        area_id = tree[area_id].parent_id
    return ids


def _with_public_point(frame: pd.DataFrame) -> pd.DataFrame:
    frame = frame.assign(public_lon=frame["lon"], public_lat=frame["lat"])
    return with_hidden_places(frame, frame["is_sensitive"].to_numpy(dtype=bool))


def with_hidden_places(frame: pd.DataFrame, rows: np.ndarray) -> pd.DataFrame:
    """The public point of these rows is anywhere around the true one."""
    frame = frame.copy()
    for index in frame.index[rows & frame["lon"].notna().to_numpy()]:
        frame.loc[index, ["public_lon", "public_lat"]] = hidden_point(frame.at[index, "lon"], frame.at[index, "lat"])
    return frame
