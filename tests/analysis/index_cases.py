"""Definitions for the tests of the index."""

from strukturmonitor.analysis.indexes import IndexIndicator, IndexVersion

WORDS = {"de": "Probe", "en": "probe"}


def indicator(name: str, weight: float = 1, **fields: object) -> IndexIndicator:
    return IndexIndicator(
        **{"id": name, "catalogue": None, "weight": weight, "direction": "more_is_worse", "stands_for": WORDS} | fields
    )


def version_of(*indicators: IndexIndicator, **fields: object) -> IndexVersion:
    return IndexVersion(
        **{
            "version": "probe",
            "valid_from": "2026-01-01",
            "valid_until": None,
            "minimum_population": 300,
            "least_weight_share": 1,
            "window_years": 2,
            "status_cuts": (-1, 1, 1.5),
            "dynamic_cuts": (-1, 1),
            "indicators": indicators,
        }
        | fields
    )
