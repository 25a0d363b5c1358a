"""What is computed from the indicators: need and dynamics, turning points, neighbourhood, types, population to come.

Each of NAMES is a module here with `results(reader) -> dict[str, DataFrame]`. It reads what the public may see, so that
nothing computed from it says more. `results.py` keeps what was computed beside the database."""

from strukturmonitor.analysis.results import NAMES, Result, compute, is_current, stored

__all__ = ["NAMES", "Result", "compute", "is_current", "stored"]
