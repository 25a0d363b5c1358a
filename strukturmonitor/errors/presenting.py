"""Stories, votes, meetings, and what leaves the screen."""

from strukturmonitor.errors.base import StrukturmonitorError


class PageUnknown(StrukturmonitorError):
    """A page is asked for that does not exist, or not for this reader. Values: path."""


class PaperFailed(StrukturmonitorError):
    """A sheet could not be set as PDF. Values: title."""


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


class WallMapWrong(StrukturmonitorError):
    """A paper, level or indicator that a wall map cannot have. Values: value, known."""


class BallotWrong(StrukturmonitorError):
    """Ballots that cannot be printed so. Values: reason (key of error.BallotWrong), limit."""


class BookletWrong(StrukturmonitorError):
    """A booklet that cannot be made so. Values: reason (key of error.BookletWrong), limit."""


class DocumentUnknown(StrukturmonitorError):
    """No such kind of document, or no such chapter of it. Values: kind, known."""
