"""The views of the page Verwaltung."""
