"""Frame in, figure out: Plotly figures and map classes, without Streamlit."""
