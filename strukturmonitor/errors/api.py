"""The HTTP API."""

from strukturmonitor.errors.base import StrukturmonitorError


class ApiParameterUnknown(StrukturmonitorError):
    """An address of the API got a parameter it does not know. Values: name, known."""


class ApiParameterWrong(StrukturmonitorError):
    """A parameter of the API has a value it cannot have. Values: name, value, allowed."""


class ApiAddressUnknown(StrukturmonitorError):
    """The API has no such address, indicator or table. Values: name, suggestion."""


class ApiFormatUnknown(StrukturmonitorError):
    """None of the formats the reader accepts exists here. Values: known."""


class ApiMethodWrong(StrukturmonitorError):
    """Something else than reading was tried. Values: method."""


class ApiQueryTooLong(StrukturmonitorError):
    """The part of an address behind «?» is too long. Values: limit."""


class ApiTooManyRequests(StrukturmonitorError):
    """One address asks too often. Values: count, seconds."""


class ApiTableNotReleased(StrukturmonitorError):
    """A table that holds rows nobody has released. Values: name."""
