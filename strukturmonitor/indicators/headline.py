"""The few indicators that stand for a district at first sight (data/catalogue/headline.yml)."""

from functools import cache

import yaml

from strukturmonitor.indicators.catalogue import CATALOGUE_DIR, Indicator, catalogue

HEADLINE_FILE = CATALOGUE_DIR.parent / "headline.yml"


@cache
def headline_ids() -> tuple[str, ...]:
    """Ids as the file names them, in the order in which they are shown."""
    return tuple(yaml.safe_load(HEADLINE_FILE.read_text(encoding="utf-8"))["headline"])


def headline() -> list[Indicator]:
    """The indicators of the file that the catalogue holds; a rule test demands that it holds all of them."""
    known = catalogue()
    return [known[indicator_id] for indicator_id in headline_ids() if indicator_id in known]
