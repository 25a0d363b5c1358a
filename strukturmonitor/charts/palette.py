"""Colours and their meanings: one colour means the same on all pages. Marks keep 3 : 1 on white and on dark."""

# Okabe–Ito, safe for colour-blind readers; grey for what is only a reference.
VACANT = "#D55E00"
OCCUPIED = "#7A8790"
INTERIM = "#B07D00"
REPORTED = "#B85C93"
CLOSED_LEASED = "#2F86BD"
CHOSEN = "#0072B2"  # the chosen area
CITY = "#767676"  # the city as reference
HOLLOW = "rgba(0,0,0,0)"  # what lies behind, in light and dark
MISSING = "#D9D6CF"
FEMALE = "#8A5AA8"
MALE = "#2A8C82"

STATE_COLOURS = {
    "occupied": OCCUPIED,
    "reported": REPORTED,
    "verified": VACANT,
    "in_talks": "#E0802F",
    "reuse_agreed": "#009E73",
    "permit": "#00795A",
    "interim_use": INTERIM,
    "closed_leased": CLOSED_LEASED,
    "never_vacant": OCCUPIED,
    "demolished": "#4A4A4A",
}

# For up to four areas side by side, and for up to eight categories.
COMPARED = (CHOSEN, "#D55E00", "#00795A", "#B85C93")
CATEGORIES = ("#0072B2", "#D55E00", "#009E73", "#B85C93", "#B07D00", "#5B3F8C", "#7A8790", "#2F86BD")

# One hue for amounts (light = little); diverging with a neutral middle for change.
SEQUENTIAL = ("#E3EFEF", "#B4D6D7", "#7DB6BA", "#41909A", "#0B5F6B")
LOSSES = ("#F8D9A8", "#E08214", "#8C4505")
GAINS = ("#D5CFE6", "#998EC3", "#542788")

# How long a unit has stood vacant: one hue, the darker the longer; with growing points, so not by colour alone.
AGE_COLOURS = {
    "under_6_months": "#EFA46A",
    "6_to_12_months": "#DE7F33",
    "1_to_3_years": "#BF5A10",
    "3_to_5_years": "#8C3D02",
    "over_5_years": "#521F00",
}

# An area and its neighbours: both high (the middle of a group, and what belongs to it), both low, high among low ones,
# low among high ones, nothing notable.
CLUSTER_COLOURS = {
    "HH": LOSSES[2],
    "HH_near": LOSSES[0],
    "LL": GAINS[2],
    "LL_near": GAINS[0],
    "HL": "#D55E00",
    "LH": "#56B4E9",
    "none": "#F7F5F0",
}

# Types of area, the largest first: Okabe–Ito, the first one quiet, none of them the colour of the chosen area.
TYPE_COLOURS = ("#9DB2C2", "#E69F00", "#56B4E9", "#CC79A7", "#D55E00", "#F0E442", "#5B3F8C", "#009E73")

# The 12 groups of need (1 low to 4 very high: light to dark) and course (+ improving: blue, ± steady: grey, − worsening:
# orange), and need whose course is not known. Blue and orange keep apart for colour-blind readers, need by lightness.
NEED_COLOURS = {
    "1+": "#B5DAF5", "2+": "#76B1E3", "3+": "#3A82BF", "4+": "#0F4F8A",
    "1±": "#F8F5FA", "2±": "#B8A9C6", "3±": "#85739A", "4±": "#483A5A",
    "1−": "#FBDDB8", "2−": "#F2B067", "3−": "#D8771A", "4−": "#8C4400",
    "1": "#EDE8D6", "2": "#CFC49B", "3": "#9C8E5C", "4": "#635730",
}  # fmt: skip
RAISES = "#C2610F"  # what raises the need of an area
LOWERS = "#3D7FB5"  # what lowers it


def rgb(colour: str) -> list[int]:
    """«#0072B2» → [0, 114, 178]."""
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
