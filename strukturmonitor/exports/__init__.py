"""Data leaving the house: tables, map files."""
