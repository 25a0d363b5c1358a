"""The views of the page Strukturwandel."""
