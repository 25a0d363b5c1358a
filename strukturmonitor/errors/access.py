"""Who may do what: rights, logins, accounts."""

from strukturmonitor.errors.base import StrukturmonitorError


class NotAllowed(StrukturmonitorError):
    """The actor's role does not allow this. Values: action, role."""


class QueryHoldsSmallNumbers(NotAllowed):
    """The query's small counts are hidden only after reading, so this role may not have its rows. Values: name, role."""


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
