"""The page on dialogue: records of meetings, read and kept."""
