"""Sizes and limits of slides, from data/slides.yml."""

from functools import cache

from strukturmonitor.facts import read_facts


@cache
def slide_facts() -> dict:
    """Never change it."""
    return read_facts("slides.yml")
