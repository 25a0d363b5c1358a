"""Stories and profiles as slides with charts that can be edited."""
