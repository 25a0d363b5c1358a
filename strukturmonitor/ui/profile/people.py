"""The age pyramid of an area beside its first year."""

import pandas as pd
import streamlit as st

from strukturmonitor.areas import Area
from strukturmonitor.demography import age_groups
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.population import Frame, show_pyramid


def show_people(page: Page, area: Area, as_of: pd.Timestamp | None) -> None:
    rows = page.data.read("population_group_years", area_id=area.area_id)
    groups = age_groups(rows) if len(rows) else rows
    periods = [period for period in groups.index if as_of is None or period <= as_of]
    if not periods:
        st.info(page.texts("district.no_population"), icon=":material/inbox:")
        return
    frame = Frame(page, area, max(periods), groups, bool(rows["is_estimate"].any()))
    show_pyramid(frame, min(periods).year if len(periods) > 1 else None)
