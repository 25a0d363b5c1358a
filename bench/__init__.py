"""`make bench`: ratios measured in one run on this machine, against the plain way and the bare engine."""
