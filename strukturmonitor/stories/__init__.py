"""Stories: what a moderator shows step by step; their files, rights and checks."""
