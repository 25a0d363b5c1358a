"""What data/own_areas.yml says."""

from dataclasses import dataclass
from functools import cache

from strukturmonitor.facts import read_facts


@dataclass(frozen=True)
class Amount:
    """An amount of the published series: `indicator` and the `column` it stands in."""

    indicator: str
    column: str


@dataclass(frozen=True)
class Rules:
    file: dict
    assumed_crs: tuple[int, ...]
    assumed_within_degrees: float
    shape: dict
    link: dict
    least_residents: int
    least_area_km2: float
    grid_crs: int
    cell_m: float
    address_cell_m: float
    least_buildings: int
    least_squares: int
    whole_share: float
    grades: dict[str, float]
    amounts: dict[str, Amount]
    ratios: dict[str, tuple[str, str]]
    longest_name: int
    most_per_account: int


@cache
def rules() -> Rules:
    said = read_facts("own_areas.yml")
    return Rules(
        file=said["file"],
        assumed_crs=tuple(said["assumed_crs"]),
        assumed_within_degrees=said["assumed_within_degrees"],
        shape=said["shape"],
        link=said["link"],
        least_residents=said["least"]["residents"],
        least_area_km2=said["least"]["area_km2"],
        grid_crs=said["grid"]["crs"],
        cell_m=float(said["grid"]["cell_m"]),
        address_cell_m=float(said["grid"]["address_cell_m"]),
        least_buildings=said["grid"]["least_buildings"],
        least_squares=said["grid"]["least_squares"],
        whole_share=said["whole_share"],
        grades=said["grades"],
        amounts={name: Amount(**amount) for name, amount in said["amounts"].items()},
        ratios={name: tuple(parts) for name, parts in said["ratios"].items()},
        longest_name=said["saved"]["longest_name"],
        most_per_account=said["saved"]["most_per_account"],
    )
