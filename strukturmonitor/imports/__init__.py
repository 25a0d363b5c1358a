"""Getting data in: the first build of the database and the import of files."""
