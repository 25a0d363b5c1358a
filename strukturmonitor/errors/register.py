"""The register: records, people, walks, backups."""

from strukturmonitor.errors.base import StrukturmonitorError


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


class RecordChanged(StrukturmonitorError):
    """Somebody else changed the record since it was opened. Values: unit_id, who, when. `conflict` holds both versions."""

    def __init__(self, conflict: object, **values: object) -> None:
        super().__init__(**values)
        self.conflict = conflict


class DayOutside(StrukturmonitorError):
    """The register does not reach that day. Values: day, first, last."""


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
