"""Stories on the pages: adding a view to one, the list, the editor, and the check before a workshop."""
