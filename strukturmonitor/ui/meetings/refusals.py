"""What was refused while a record was kept, in words."""

from strukturmonitor.clock import utc_now
from strukturmonitor.dialogue.meeting_values import explain_meeting
from strukturmonitor.errors import IdeaChanged, MeetingChanged, MeetingValueWrong, StrukturmonitorError
from strukturmonitor.texts import Texts
from strukturmonitor.ui.page import Page
from strukturmonitor.ui.plain import plain
from strukturmonitor.ui.register import messages


def why(page: Page, error: StrukturmonitorError) -> str:
    """What was refused and what to do, as Markdown."""
    texts = page.texts
    if isinstance(error, MeetingValueWrong):
        return explain_meeting(texts, error)
    if isinstance(error, MeetingChanged | IdeaChanged):
        values = dict(error.values)
        values["who"] = who_words(texts, values["who"])
        values["when"] = texts.moment(values["when"] or utc_now(), page.data.city.timezone)
        return texts(f"error.{type(error).__name__}", **values)
    return messages.why(page, error)


def who_words(texts: Texts, name: object) -> str:
    """The name of an account, or «somebody» where it has none."""
    return plain(str(name)) if name and name != "–" else texts("meetings.somebody")
