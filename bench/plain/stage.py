"""The plain way to show a story: a button, and the next figure drawn by the run that follows."""

import json
import os
from pathlib import Path

import plotly.graph_objects as go
import streamlit as st

FOLDER = Path(os.environ["STRUKTURMONITOR_DATA_DIR"])


@st.cache_resource
def figures() -> list[tuple[str, go.Figure]]:
    steps = json.loads((FOLDER / "plain_story.json").read_text(encoding="utf-8"))
    return [(step["title"], go.Figure(step["figure"])) for step in steps]


number = st.session_state.setdefault("number", 0)


def go_on() -> None:
    st.session_state["number"] += 1


title, figure = figures()[number]
st.title(title)
st.plotly_chart(figure, height=700)
st.button("Weiter", on_click=go_on)
