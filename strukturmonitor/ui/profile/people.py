"""The age pyramid of an area beside its first year."""

import pandas as pd
import streamlit as st

from strukturmonitor.areas import Area
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.population import Frame, groups_of, show_pyramid


def show_people(page: Page, area: Area, as_of: pd.Timestamp | None) -> None:
    groups = groups_of(page, area.area_id)
    periods = [period for period in groups.index if as_of is None or period <= as_of]
    if not periods:
        st.info(page.texts("district.no_population"), icon=":material/inbox:")
        return
    frame = Frame(page, area, max(periods), groups, bool(groups["is_estimate"].any()))
    show_pyramid(frame, min(periods).year if len(periods) > 1 else None)
