"""Single parts of pages for other web sites, as plain HTML without a session."""
