"""The only part of the package that knows Streamlit: session and URL, cached data, filters, maps, tables."""
