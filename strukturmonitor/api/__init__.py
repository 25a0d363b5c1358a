"""The read-only HTTP API: areas, indicators, shop units and published tables for programs, their description (OpenAPI) and
their metadata (DCAT-AP.de). It says what the pages say, to the same roles, with the same small numbers."""

from strukturmonitor.api.routes import ROUTES

__all__ = ["ROUTES"]
