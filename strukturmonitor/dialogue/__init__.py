"""Votes in the hall, and the records of workshops and dialogues."""
