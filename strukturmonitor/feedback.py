"""Messages of readers: no name, no address, few per hour."""

import datetime

from strukturmonitor.clock import utc_now
from strukturmonitor.database import Database

LONGEST_MESSAGE = 2000
MOST_PER_HOUR = 30  # over all readers: enough for a workshop, too few to fill a disk


def send_feedback(database: Database, *, page: str, message: str) -> str:
    """Store a message. Returns 'sent', 'empty' or 'too_many' (key of the answer below `feedback.`)."""
    message = message.strip()[:LONGEST_MESSAGE]
    if not message:
        return "empty"
    now = utc_now()
    recent = database.read("feedback_count", since=now - datetime.timedelta(hours=1)).iloc[0, 0]
    if recent >= MOST_PER_HOUR:
        return "too_many"
    with database.transaction() as transaction:
        transaction.run("add_feedback", sent_at=now, page=page, message=message)
    return "sent"
