"""Pictures of the projection that no area of the demo may ask for, but another one will."""

import numpy as np
import pandas as pd
import pytest

from strukturmonitor.charts.projection import outlook_pyramid_figure
from strukturmonitor.texts import speak


@pytest.mark.parametrize("most", [5, 34, 36, 68, 72, 99, 3_600, 41_000])
def test_a_pyramid_of_any_size_has_round_marks(most: int) -> None:
    """Without it: areas whose largest age group lay above 3.5 times a power of ten ended in an error on the page and on
    paper."""
    ages = np.arange(0, 100, 5)
    columns = {f"{side}_{name}": most for side in ("men", "women") for name in ("now", "low", "middle", "high")}
    rows = pd.DataFrame({"name": [f"{age}" for age in ages], **columns}, index=ages)

    figure = outlook_pyramid_figure(speak("de"), rows, start_year=2025, year=2040, ink="#000", height=300)

    marks = [place for place in figure.layout.xaxis.tickvals if place > 0]
    assert 1 <= len(marks) <= 3
    assert max(marks) <= most * 1.1
