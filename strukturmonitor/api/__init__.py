"""The HTTP API for machines: indicators, areas and public vacancies to read, with a description and metadata."""
