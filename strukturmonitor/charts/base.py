"""What all figures share: fonts, separators, quiet axes."""

from collections.abc import Iterable

import plotly.graph_objects as go

from strukturmonitor.texts import Texts

FONT = "'IBM Plex Sans', sans-serif"


def new_figure(texts: Texts, *, height: int = 340) -> go.Figure:
    """An empty figure in the house's style. Colours of text and grid come from Streamlit's theme, so that the
    figure follows light and dark."""
    # As one dict: an update of an empty figure costs eight times as much.
    layout = {
        "template": "none",  # Plotly's own would travel with every figure; Streamlit's theme colours text and grid
        "height": height,
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "font": {"family": FONT, "size": 14},
        "separators": ",." if texts.language == "de" else ".,",
        "hovermode": "closest",
        "showlegend": False,
        "legend": {"orientation": "h", "y": 1.02, "x": 0, "yanchor": "bottom", "xanchor": "left"},
        "dragmode": False,
        "xaxis": {"automargin": True, "fixedrange": True, "showgrid": False},
        "yaxis": {"automargin": True, "fixedrange": True, "zeroline": False},
    }
    return go.Figure(layout=layout)


def broken_label(name: str) -> str:
    """A line's label beside its end, in two lines where it has several words, to leave the width to the line."""
    return "<br>".join(name.rsplit(" ", 1))


def label_margin(names: Iterable[str]) -> int:
    """Room in pixels to the right of a figure for labels of `broken_label`."""
    return 16 + 8 * max((len(line) for name in names for line in name.rsplit(" ", 1)), default=0)
