"""Indexes, series and areas of one's own."""

from strukturmonitor.errors.base import StrukturmonitorError


class IndexUnknown(StrukturmonitorError):
    """There is no definition of an index of that name, and no file. Values: name, known."""


class IndexDefinitionWrong(StrukturmonitorError):
    """The definition of an index cannot be read. Values: file, where, problem."""


class IndexWeightsWrong(StrukturmonitorError):
    """All indicators of an index have the weight 0."""


class IndexInputWrong(StrukturmonitorError):
    """An index cannot be computed from these values. Values: reason (key of error.IndexInputWrong), and what it names."""


class SeriesTableWrong(StrukturmonitorError):
    """Breaks cannot be looked for in this table. Values: reason (key of error.SeriesTableWrong), and what it names."""


class ShapeUnusable(StrukturmonitorError):
    """An outline that nothing can be computed for. Values: reason, and with some reasons limit."""


class OwnAreaUnknown(StrukturmonitorError):
    """There is no such saved area, or it is somebody else's and not shared. Values: none."""


class OwnAreaNameWrong(StrukturmonitorError):
    """A name that an area cannot be kept under. Values: reason, limit."""


class TooManyOwnAreas(StrukturmonitorError):
    """The account keeps as many areas as it may. Values: limit."""
