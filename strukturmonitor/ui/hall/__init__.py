"""The vote in the hall: plain pages for phones, the panel on the wall, and the moderator's panel."""
