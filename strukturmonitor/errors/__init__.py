"""Our exceptions. Each carries the values a person needs to act; the words stand in the message catalogues
under `error.<ClassName>`, so that page and command line say the same in the reader's language."""

from strukturmonitor.errors.access import *  # noqa: F403
from strukturmonitor.errors.analysis import *  # noqa: F403
from strukturmonitor.errors.api import *  # noqa: F403
from strukturmonitor.errors.base import StrukturmonitorError as StrukturmonitorError
from strukturmonitor.errors.database import *  # noqa: F403
from strukturmonitor.errors.imports import *  # noqa: F403
from strukturmonitor.errors.presenting import *  # noqa: F403
from strukturmonitor.errors.register import *  # noqa: F403
