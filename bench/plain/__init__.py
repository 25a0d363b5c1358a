"""The plain way: one Streamlit script with pandas, everything inline. Kept fair: the same rows, columns and charts,
the tables held in memory without copies."""
