"""The plain way to show traffic: the whole hourly table in pandas, grouped on every run; the same figures and charts
as ours, outlines and roads inline."""

import json
import os
from pathlib import Path

import duckdb
import holidays
import pandas as pd
import plotly.express as px
import pydeck as pdk
import streamlit as st

FOLDER = Path(os.environ["STRUKTURMONITOR_DATA_DIR"])
CITY = Path(__file__).parents[2] / "data" / "cities" / "dortmund"


@st.cache_resource
def tables() -> tuple[pd.DataFrame, pd.DataFrame, list[dict]]:
    statistics = FOLDER / (FOLDER / "statistics.current").read_text(encoding="utf-8").strip()
    with duckdb.connect(str(statistics), read_only=True) as connection:
        stations = connection.execute("SELECT * EXCLUDE (area_ids) FROM traffic_station").df()
        hours = connection.execute(
            "SELECT station_id, direction, counted_on, hour, vehicles, heavy_vehicles FROM traffic_hour"
        ).df()
    backdrop = [
        json.loads((CITY / name).read_text(encoding="utf-8")) for name in ("stadtbezirke.geojson", "strassen.geojson")
    ]
    return stations, hours, backdrop


stations, hours, backdrop = tables()
st.title("Verkehr")
permanent = stations[stations["method"] == "permanent"]
station = st.selectbox("Zählstelle", permanent["station_id"], format_func=permanent.set_index("station_id")["name"].get)
counts = hours.dropna(subset=["vehicles"])
days = counts.groupby(["station_id", "direction", "counted_on"]).agg(
    vehicles=("vehicles", "sum"), heavy_vehicles=("heavy_vehicles", "sum"), hours=("hour", "size")
)
days = days[days["hours"] >= 23].reset_index()
days = days.groupby(["station_id", "counted_on"], as_index=False)[["vehicles", "heavy_vehicles"]].sum()
days["year"] = days["counted_on"].dt.year
free = pd.to_datetime(list(holidays.country_holidays("DE", subdiv="NW", years=days["year"].unique().tolist())))
weekday = days["counted_on"].dt.weekday
days["day_type"] = "mo_fr"
days.loc[weekday == 5, "day_type"] = "saturday"
days.loc[(weekday == 6) | days["counted_on"].isin(free), "day_type"] = "sunday_holiday"
years = days.groupby(["station_id", "year"]).agg(dtv=("vehicles", "mean"), heavy=("heavy_vehicles", "mean"))
years["dtvw"] = days[days["day_type"] != "sunday_holiday"].groupby(["station_id", "year"])["vehicles"].mean()
years["dtvw5"] = days[days["day_type"] == "mo_fr"].groupby(["station_id", "year"])["vehicles"].mean()
years["heavy_pct"] = 100 * years["heavy"] / years["dtv"]
years = years.reset_index()
latest = years[years["year"] == years["year"].max()].merge(stations, on="station_id")
st.pydeck_chart(
    pdk.Deck(
        layers=[
            pdk.Layer("GeoJsonLayer", backdrop[0], filled=False, get_line_color=[90, 90, 90]),
            pdk.Layer("GeoJsonLayer", backdrop[1], get_line_color=[150, 120, 60]),
            pdk.Layer("ScatterplotLayer", latest, get_position="[lon, lat]", get_radius=200, pickable=True),
        ],
        initial_view_state=pdk.ViewState(longitude=7.47, latitude=51.51, zoom=10.3),
        map_provider=None,
    )
)
at_station = years[years["station_id"] == station].set_index("year")
for column, name in zip(st.columns(4), ("dtv", "dtvw", "dtvw5", "heavy_pct"), strict=True):
    column.metric(name, f"{at_station[name].iloc[-1]:.1f}")
st.plotly_chart(px.line(at_station.reset_index(), x="year", y="dtvw5"))
chosen = counts[(counts["station_id"] == station) & (counts["counted_on"].dt.year == years["year"].max())]
chosen = chosen.merge(days.loc[days["station_id"] == station, ["counted_on", "day_type"]], on="counted_on")
by_hour = chosen.groupby(["day_type", "hour"], as_index=False)["vehicles"].mean()
st.plotly_chart(px.line(by_hour, x="hour", y="vehicles", color="day_type"))
by_weekday = chosen.groupby(chosen["counted_on"].dt.weekday.rename("weekday"))["vehicles"].mean()
st.plotly_chart(px.bar(by_weekday))
always = years.groupby("station_id")["year"].transform("nunique") == years["year"].nunique()
same = years[always].groupby("year")[["dtv", "heavy"]].sum()
st.plotly_chart(px.line(100 * same["dtv"] / same["dtv"].iloc[0]))
st.plotly_chart(px.line(100 * same["heavy"] / same["dtv"]))
