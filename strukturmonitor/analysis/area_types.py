"""area_types."""

import pandas as pd

from strukturmonitor.access import Reader


def results(reader: Reader) -> dict[str, pd.DataFrame]:
    return {}
