"""Logging in and out as plain HTML pages beside Streamlit: a cookie that scripts cannot read needs an HTTP answer."""

from strukturmonitor.ui.login.keeping import check_provider, keeping, prepare
from strukturmonitor.ui.login.requests import actor_of_request, visitor_of_request
from strukturmonitor.ui.login.returning import ReturnMiddleware
from strukturmonitor.ui.login.routes import ROUTES

__all__ = [
    "ROUTES",
    "ReturnMiddleware",
    "actor_of_request",
    "check_provider",
    "keeping",
    "prepare",
    "visitor_of_request",
]
