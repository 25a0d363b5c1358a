"""The stage: a story step by step on the wall of a hall, and the moderator's notes in a second window."""
