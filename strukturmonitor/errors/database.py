"""Settings, the data folder, the database, files of ours."""

from strukturmonitor.errors.base import StrukturmonitorError


class SettingInvalid(StrukturmonitorError):
    """A setting has a value it cannot have. Values: name, value, allowed; reason too_short for a secret, which stays unsaid."""


class DataFolderNotWritable(StrukturmonitorError):
    """The data folder cannot be made or written. Values: path."""


class DatabaseMissing(StrukturmonitorError):
    """There is no database in the data folder yet. Values: path."""


class DatabaseExists(StrukturmonitorError):
    """`init` found a database and was not told to replace it. Values: path."""


class DatabaseLocked(StrukturmonitorError):
    """Another process holds the register. Values: path."""


class DatabaseDamaged(StrukturmonitorError):
    """A database file cannot be read. Values: path."""


class DatabaseNewer(StrukturmonitorError):
    """The database was made by a newer version of the software. Values: path, found, known."""


class QueryUnknown(StrukturmonitorError):
    """No query of that name. Values: name, suggestion; reason none_near where there is none."""


class QueryParametersWrong(StrukturmonitorError):
    """A query got wrong parameters. Values: name, missing, unknown, wrong."""


class PortTaken(StrukturmonitorError):
    """Another program listens on the port. Values: host, port; reason unusable where there is no such address here, or no right."""


class AppUnreachable(StrukturmonitorError):
    """The running dashboard holds the database but does not answer. Values: path."""


class OperationFailed(StrukturmonitorError):
    """The running app could not finish what the command line asked for. Values: operation."""


class AreaUnknown(StrukturmonitorError):
    """A spelling of an area could not be resolved. Values: spelling, suggestion; reason none_near where there is none."""


class ChangedMeanwhile(StrukturmonitorError):
    """Someone else changed the same row at the same time."""


class DiskFull(StrukturmonitorError):
    """There is no space left for what was to be written. Values: path."""


class RegisterBusy(StrukturmonitorError):
    """The register was read without a pause, so that its file could not be exchanged. Values: path."""


class RegisterDamaged(DatabaseDamaged):
    """The register's file cannot be read. Values: path, backup (the newest one); reason no_backup where there is none."""


class ExportExists(StrukturmonitorError):
    """An export is not written over another file. Values: file."""


class ExportNotWritable(StrukturmonitorError):
    """The file of an export cannot be written there. Values: file."""


class BackupExists(StrukturmonitorError):
    """A backup is not written over another file. Values: file."""


class BackupUnreadable(StrukturmonitorError):
    """A file is no backup, or a damaged one; nothing was changed. Values: file, reason (key of backup.reason)."""


class BackupNewer(StrukturmonitorError):
    """A backup was made by a newer version of the software. Values: file, version."""


class AppRunning(StrukturmonitorError):
    """A restore was asked for while another process holds the register. Values: path."""


class ConfirmationWrong(StrukturmonitorError):
    """What a deletion would do changed since it was looked at. Values: seen, now."""


class BackupFolderMissing(StrukturmonitorError):
    """The folder a backup is to be written to is missing or cannot be written. Values: path."""
