"""Profiles, fact sheets, booklets, wall maps and ballots as PDF, drawn without a browser."""
