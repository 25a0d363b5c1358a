"""The plain way to show traffic: the whole hourly table in pandas, grouped on every run."""

import os
from pathlib import Path

import duckdb
import pandas as pd
import plotly.express as px
import pydeck as pdk
import streamlit as st

FOLDER = Path(os.environ["STRUKTURMONITOR_DATA_DIR"])


@st.cache_resource
def tables() -> tuple[pd.DataFrame, pd.DataFrame]:
    statistics = FOLDER / (FOLDER / "statistics.current").read_text(encoding="utf-8").strip()
    with duckdb.connect(str(statistics), read_only=True) as connection:
        stations = connection.execute("SELECT * EXCLUDE (area_ids) FROM traffic_station").df()
        hours = connection.execute(
            "SELECT station_id, direction, counted_on, hour, vehicles, heavy_vehicles FROM traffic_hour WHERE vehicles IS NOT NULL"
        ).df()
    return stations, hours


stations, hours = tables()
st.title("Verkehr")
permanent = stations[stations["method"] == "permanent"]
station = st.selectbox("Zählstelle", permanent["station_id"], format_func=permanent.set_index("station_id")["name"].get)
days = hours.groupby(["station_id", "counted_on"], as_index=False)[["vehicles", "heavy_vehicles"]].sum()
days["year"] = days["counted_on"].dt.year
years = days.groupby(["station_id", "year"], as_index=False)[["vehicles", "heavy_vehicles"]].mean()
latest = years[years["year"] == years["year"].max()].merge(stations, on="station_id")
st.pydeck_chart(
    pdk.Deck(
        layers=[pdk.Layer("ScatterplotLayer", latest, get_position="[lon, lat]", get_radius=200, pickable=True)],
        initial_view_state=pdk.ViewState(longitude=7.47, latitude=51.51, zoom=10.3),
        map_provider=None,
    )
)
chosen = hours[hours["station_id"] == station]
weekday = chosen["counted_on"].dt.weekday
st.plotly_chart(px.line(years[years["station_id"] == station], x="year", y="vehicles"))
st.plotly_chart(
    px.line(
        chosen.groupby([weekday.rename("weekday") // 5, "hour"])["vehicles"].mean().reset_index(),
        x="hour",
        y="vehicles",
        color="weekday",
    )
)
st.plotly_chart(px.bar(chosen.groupby(weekday.rename("weekday"))["vehicles"].mean()))
wide = years.pivot(index="year", columns="station_id", values="vehicles").dropna(axis=1)
st.plotly_chart(px.line(100 * wide.sum(axis=1) / wide.sum(axis=1).iloc[0]))
st.dataframe(latest)
