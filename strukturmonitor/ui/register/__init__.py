"""The register at the desk and on the phone: its views, the record, and what they share."""
