"""Charts and maps as pictures (SVG, PNG), drawn without a browser."""
