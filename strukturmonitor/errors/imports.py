"""Data coming in."""

from strukturmonitor.errors.base import StrukturmonitorError


class FileUnreadable(StrukturmonitorError):
    """An import file cannot be read. Values: file, reason."""


class FileTooLarge(StrukturmonitorError):
    """An import file is larger than allowed. Values: file, size_mb, limit_mb."""


class ColumnsMissing(StrukturmonitorError):
    """An import file lacks columns it must have. Values: file, columns, found."""


class SourceUnknown(StrukturmonitorError):
    """No source of that name. Values: name, known."""


class ImportFailed(StrukturmonitorError):
    """An import broke off; the published data are as before. Values: file."""


class TooManyFiles(StrukturmonitorError):
    """A source that replaces everything got more than one file. Values: source, count."""


class ImportRunning(StrukturmonitorError):
    """Another import is at work. Values: source."""


class ImportCancelled(StrukturmonitorError):
    """The person stopped an import; nothing was published. Values: file."""


class NothingToUndo(StrukturmonitorError):
    """There is no import that could be taken back. Values: reason."""


class CityUnknown(StrukturmonitorError):
    """There is no folder for that city. Values: name, known."""


class DemoMissing(StrukturmonitorError):
    """The city has no parameters for made data. Values: city."""


class NotOnline(StrukturmonitorError):
    """A source that cannot be fetched, or a city without an open data portal. Values: source."""


class FetchFailed(StrukturmonitorError):
    """A dataset could not be fetched; nothing was imported. Values: dataset, reason, detail."""


class MappingUnknown(StrukturmonitorError):
    """No assignment of columns is saved under that name. Values: name, known."""
