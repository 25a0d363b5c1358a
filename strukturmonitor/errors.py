"""Our exceptions. Each carries the values a person needs to act; the words stand in the message catalogues
under `error.<ClassName>`, so that page and command line say the same in the reader's language."""


class StrukturmonitorError(Exception):
    """Base of all errors a reader may see; the keyword arguments fill the message's placeholders."""

    def __init__(self, **values: object) -> None:
        self.values = values
        super().__init__(f"{type(self).__name__}({', '.join(f'{k}={v!r}' for k, v in values.items())})")


class SettingInvalid(StrukturmonitorError):
    """A setting has a value it cannot have. Values: name, value, allowed."""


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
    """No query of that name. Values: name, suggestion."""


class QueryParametersWrong(StrukturmonitorError):
    """A query got wrong parameters. Values: name, missing, unknown, wrong."""


class NotAllowed(StrukturmonitorError):
    """The actor's role does not allow this. Values: action, role."""


class QueryHoldsSmallNumbers(NotAllowed):
    """The query's small counts are hidden only after reading, so this role may not have its rows. Values: name, role."""


class PortTaken(StrukturmonitorError):
    """Another program listens on the port. Values: host, port."""


class AppUnreachable(StrukturmonitorError):
    """The running dashboard holds the database but does not answer. Values: path."""


class AreaUnknown(StrukturmonitorError):
    """A spelling of an area could not be resolved. Values: spelling, suggestion."""


class ChangedMeanwhile(StrukturmonitorError):
    """Someone else changed the same row at the same time."""


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


class DiskFull(StrukturmonitorError):
    """There is no space left for what was to be written. Values: path."""


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


class RecordUnknown(StrukturmonitorError):
    """There is no record of that number. Values: unit_id."""


class ValueInvalid(StrukturmonitorError):
    """A value that cannot stand in its field. Values: field, reason, limit."""


class MoveNotAllowed(StrukturmonitorError):
    """A state that cannot follow the present one. Values: before, after."""


class ReasonMissing(StrukturmonitorError):
    """A change that has to say why. Values: before, after."""


class PositionOutside(StrukturmonitorError):
    """A position outside the city. Values: lon, lat."""


class PageUnknown(StrukturmonitorError):
    """A page is asked for that does not exist, or not for this reader. Values: path."""


class PaperFailed(StrukturmonitorError):
    """A sheet could not be set as PDF. Values: title."""


class RecordChanged(StrukturmonitorError):
    """Somebody else changed the record since it was opened. Values: unit_id, who, when. `conflict` holds both versions."""

    def __init__(self, conflict: object, **values: object) -> None:
        super().__init__(**values)
        self.conflict = conflict


class RegisterBusy(StrukturmonitorError):
    """The register was read without a pause, so that its file could not be exchanged. Values: path."""


class RegisterDamaged(DatabaseDamaged):
    """The register's file cannot be read. Values: path, backup (the newest one, or –)."""


class ExportExists(StrukturmonitorError):
    """An export is not written over another file. Values: file."""


class ExportNotWritable(StrukturmonitorError):
    """The file of an export cannot be written there. Values: file."""


class DayOutside(StrukturmonitorError):
    """The register does not reach that day. Values: day, first, last."""


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


class PhotoRefused(StrukturmonitorError):
    """A picture that is not kept. Values: reason (too_large, too_many_pixels, heic, no_picture, too_many, unknown), limit."""


class ReportRefused(StrukturmonitorError):
    """A report of the public that is not taken. Values: reason (too_many, place_missing, unknown), limit."""


class FilterNameWrong(StrukturmonitorError):
    """A name under which a filter cannot be kept. Values: reason (key of desk.filter.wrong), limit."""


class FilterUnknown(StrukturmonitorError):
    """There is no kept filter of that name. Values: name."""


class TooManyFilters(StrukturmonitorError):
    """An account keeps as many filters as it may. Values: limit."""


class LoginRefused(StrukturmonitorError):
    """Login or password is wrong; it is not said which."""


class LoginThrottled(StrukturmonitorError):
    """Too many failed logins; no password was looked at. Values: minutes."""


class PasswordWeak(StrukturmonitorError):
    """A password that is not taken. Values: reason (too_short, too_long, guessable, characters), shortest, longest."""


class AccountUnknown(StrukturmonitorError):
    """There is no such account. Values: login."""


class AccountExists(StrukturmonitorError):
    """Another account has this login. Values: login."""


class AccountInvalid(StrukturmonitorError):
    """An account cannot be as given. Values: reason (login, name, role, area, no_area, no_password), value."""


class LastAdmin(StrukturmonitorError):
    """Without this account nobody could administrate any more. Values: login."""


class DeputyInvalid(StrukturmonitorError):
    """A deputyship that cannot be. Values: reason (role, self, days, past, longest, text), longest."""


class OwnerUnknown(StrukturmonitorError):
    """No owner of that number. Values: owner_id."""


class SeekerUnknown(StrukturmonitorError):
    """No seeker of that number. Values: seeker_id."""


class LetterTextWrong(StrukturmonitorError):
    """A letter's text has placeholders nobody can fill. Values: unknown, known."""


class NoLetters(StrukturmonitorError):
    """None of the chosen units has an owner with an address in the areas in charge. Values: units."""


class WalkUnknown(StrukturmonitorError):
    """There is no walk of that number, or it is another person's. Values: walk_id."""


class WalkFinished(StrukturmonitorError):
    """Something was to be entered into a walk that is finished. Values: title."""


class UnitKnownHere(StrukturmonitorError):
    """A survey would record a house number a second time without being told so. Values: address, count."""


class TooManyStops(StrukturmonitorError):
    """More records were chosen than a re-check may have. Values: count, most."""


class PersonUnknown(StrukturmonitorError):
    """There is nobody of that kind and number. Values: subject, record_id."""


class RetentionTooLong(StrukturmonitorError):
    """Backups would be kept longer than personal data may be. Values: days, longest, months."""


class BackupFolderMissing(StrukturmonitorError):
    """The folder a backup is to be written to is missing or cannot be written. Values: path."""


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


class StoryUnknown(StrukturmonitorError):
    """There is no such story, or not for this reader. Values: none."""


class StoryChanged(StrukturmonitorError):
    """Somebody else saved the story since it was opened; nothing was overwritten. Values: who, when (UTC)."""


class TooManyStories(StrukturmonitorError):
    """The account keeps as many stories as it may. Values: limit."""


class StoryTooLarge(StrukturmonitorError):
    """A story, or a frozen view of it, is larger than one may be. Values: what, size_mb, limit_mb."""


class StoryInvalid(StrukturmonitorError):
    """A value that cannot stand in a story. Values: where, problem."""


class StoryFileWrong(StrukturmonitorError):
    """A file that is no story, or one that cannot be read here. Values: reason (key of error.StoryFileWrong), and what it
    names."""


class StepUnavailable(StrukturmonitorError):
    """What a step shows is not there (any more). Values: step, reason (key of stories.missing), name."""


class MeetingUnknown(StrukturmonitorError):
    """There is no such meeting, or it is a draft and not for this reader. Values: none."""


class MeetingChanged(StrukturmonitorError):
    """Somebody else saved the meeting since it was opened; nothing was overwritten. Values: who, when (UTC)."""


class IdeaUnknown(StrukturmonitorError):
    """There is no such idea in the meeting (any more). Values: none."""


class IdeaChanged(StrukturmonitorError):
    """Somebody else changed the idea since it was shown; nothing was overwritten. Values: number, who, when (UTC)."""


class MeetingValueWrong(StrukturmonitorError):
    """A value that cannot stand in a record. Values: field (key of meetings.field), reason (key of meetings.wrong), limit."""


class ProfileEmpty(StrukturmonitorError):
    """No page shows anything of this area, so there is no document of it. Values: area."""


class StillUnknown(StrukturmonitorError):
    """A figure or map has a kind of series or layer that `stills` does not know how to draw. Values: kind."""


class PollUnknown(StrukturmonitorError):
    """No question to the hall has this code, or its result is not for this reader (yet). Values: code."""


class PollNotOpen(StrukturmonitorError):
    """A vote came before the question was opened or after its end. Values: reason (waiting, closed)."""


class AnswerWrong(StrukturmonitorError):
    """A vote that cannot count. Values: reason (nothing, too_many_dots, word_too_long, outside), most."""


class TooManyDevices(StrukturmonitorError):
    """More phones than a hall holds have answered a question. Values: limit."""


class TooManyVotes(StrukturmonitorError):
    """One phone changes its answer too often within a minute. Values: none."""


class QuestionIncomplete(StrukturmonitorError):
    """A question without two things to choose from cannot be put to the hall. Values: title."""


class PlaceWrong(StrukturmonitorError):
    """The place of an evening is too long. Values: limit."""


class PaperCountWrong(StrukturmonitorError):
    """Counts of real dots and cards that cannot be. Values: reason (amount, words, answer), most, longest."""


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


class WallMapWrong(StrukturmonitorError):
    """A paper, level or indicator that a wall map cannot have. Values: value, known."""


class BallotWrong(StrukturmonitorError):
    """Ballots that cannot be printed so. Values: reason (key of error.BallotWrong), limit."""


class BookletWrong(StrukturmonitorError):
    """A booklet that cannot be made so. Values: reason (key of error.BookletWrong), limit."""


class DocumentUnknown(StrukturmonitorError):
    """No such kind of document, or no such chapter of it. Values: kind, known."""
