"""Classes of map legends."""

import numpy as np
import pandas as pd

from strukturmonitor.charts.classes import Classes, natural_classes
from strukturmonitor.charts.palette import GAINS, LOSSES, MISSING


def test_groups_that_lie_apart_are_parted() -> None:
    """Prevents breaks through the middle of a cluster: three clear groups must become three classes."""
    values = pd.Series([1.0, 1.1, 1.2, 5.0, 5.1, 5.2, 9.0, 9.1, 9.2] * 5)
    classes = natural_classes(values, decimals=1, count=3)
    assert classes.edges == (1.0, 1.2, 5.2, 9.2)
    assert classes.index(pd.Series([1.2, 1.3, 5.2, 9.2, np.nan])).tolist() == [0, 1, 1, 2, -1]
    assert classes.colour(-1) == MISSING


def test_a_value_lies_in_the_class_its_shown_number_says() -> None:
    """Prevents a bar labelled 6,6 in the colour of the class «über 6,6»."""
    assert Classes((4.8, 6.6, 8.2), 1).index(pd.Series([6.62, 6.66])).tolist() == [0, 1]


def test_zero_parts_losses_from_gains() -> None:
    """Prevents a loss of residents being drawn in the colour of a gain."""
    classes = natural_classes(pd.Series([-8.0, -7.5, -1.0, -0.5, 0.5, 1.0, 6.0, 6.5] * 4), decimals=1)
    assert 0.0 in classes.edges and classes.edges[0] == -8.0 and classes.edges[-1] == 6.5
    zero = classes.edges.index(0.0)
    assert set(classes.colours[:zero]) <= set(LOSSES) and set(classes.colours[zero:]) <= set(GAINS)
    assert len(classes.colours) == len(classes.edges) - 1
    assert classes.colours[0] == LOSSES[-1] and classes.colours[-1] == GAINS[-1]


def test_one_value_and_no_value() -> None:
    """Prevents a map of equal values, or of none, from failing."""
    assert natural_classes(pd.Series([4.0, 4.0]), decimals=1) == Classes((4.0, 4.0), 1)
    assert natural_classes(pd.Series([np.nan]), decimals=1) is None


def test_edges_cover_all_values_after_rounding() -> None:
    """Prevents the highest value from falling out of the legend because its edge was rounded down."""
    values = pd.Series(np.random.default_rng(1).normal(20, 4, 500))
    classes = natural_classes(values, decimals=0)
    assert classes.edges[0] <= values.min() and classes.edges[-1] >= values.max()
    assert classes.index(values).between(0, len(classes.colours) - 1).all()
