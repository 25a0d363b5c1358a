"""The plain way to show vacant shops: all units in pandas, filters by masks, points and outlines inline."""

import json
import os
from pathlib import Path

import duckdb
import pandas as pd
import plotly.express as px
import pydeck as pdk
import streamlit as st

FOLDER = Path(os.environ["STRUKTURMONITOR_DATA_DIR"])
OUTLINES = Path(__file__).parents[2] / "data" / "cities" / "dortmund" / "stadtbezirke.geojson"
VACANT = ["verified", "in_talks", "reuse_agreed", "permit"]


@st.cache_resource
def tables() -> tuple[pd.DataFrame, pd.DataFrame, dict]:
    with duckdb.connect(str(FOLDER / "register.duckdb"), read_only=True) as connection:
        units = connection.execute("SELECT * FROM unit").df()
        occupancy = connection.execute("SELECT * FROM occupancy").df()
    return units, occupancy, json.loads(OUTLINES.read_text(encoding="utf-8"))


units, occupancy, outlines = tables()
st.title("Leerstand")
today = pd.Timestamp("2026-09-30")
present = occupancy[occupancy["ends_on"].isna()]
rows = units.merge(present, on="unit_id")
grades = st.multiselect("Lage", ["A", "B", "C"])
uses = st.multiselect("Vornutzung", sorted(units["previous_use"].dropna().unique()))
size = st.slider("Fläche", 0, 5000, (0, 5000))
vacant = rows[rows["state"].isin(VACANT)]
if grades:
    vacant = vacant[vacant["grade"].isin(grades)]
if uses:
    vacant = vacant[vacant["previous_use"].isin(uses)]
vacant = vacant[vacant["area_m2"].fillna(0).between(*size)]
stock = rows[rows["state"] != "demolished"]
left, middle, right = st.columns(3)
left.metric("Leer", len(vacant))
middle.metric("Quote", f"{100 * len(vacant) / len(stock):.1f} %")
right.metric("Fläche", f"{100 * vacant['sales_area_m2'].sum() / stock['sales_area_m2'].sum():.1f} %")
columns = ["address", "state", "vacant_since", "grade", "floor", "steps", "area_m2", "sales_area_m2", "window_m",
           "previous_use", "last_checked_on", "check_method"]  # fmt: skip
points = vacant.dropna(subset=["lon"])[["lon", "lat", *columns]].copy()
points["vacant_since"] = points["vacant_since"].astype(str)
points["last_checked_on"] = points["last_checked_on"].astype(str)
st.pydeck_chart(
    pdk.Deck(
        layers=[
            pdk.Layer("GeoJsonLayer", outlines, get_fill_color=[230, 230, 230], get_line_color=[90, 90, 90]),
            pdk.Layer(
                "ScatterplotLayer",
                points,
                get_position="[lon, lat]",
                get_radius=40,
                get_fill_color=[213, 94, 0],
                pickable=True,
            ),
        ],
        initial_view_state=pdk.ViewState(longitude=7.47, latitude=51.51, zoom=10.3),
        map_provider=None,
        tooltip={"text": "{address} {state}"},
    )
)
st.dataframe(vacant[columns])
trend = []
for day in pd.date_range("2012-03-31", today, freq="QE"):
    at = occupancy[(occupancy["begins_on"] <= day) & (occupancy["ends_on"].isna() | (occupancy["ends_on"] >= day))]
    at = at[at["state"] != "demolished"]
    trend.append({"day": day, "rate": 100 * at["state"].isin(VACANT).mean()})
st.plotly_chart(px.line(pd.DataFrame(trend), x="day", y="rate"))
ended = occupancy[occupancy["state"].isin(VACANT)].groupby(pd.Grouper(key="begins_on", freq="QE")).size()
st.plotly_chart(px.bar(ended))
st.plotly_chart(px.histogram((today - vacant["vacant_since"]).dt.days / 30.4))
