"""What the sections of a page on one area share."""

from dataclasses import dataclass

from strukturmonitor.areas import Area
from strukturmonitor.ui.page import Page


@dataclass(frozen=True)
class AreaFrame:
    """The page and the chosen area; the frames of single pages add their days."""

    page: Page
    area: Area

    @property
    def city(self) -> Area:
        return self.page.tree.city

    @property
    def is_city(self) -> bool:
        return self.area.area_id == self.city.area_id

    @property
    def label(self) -> str:
        return self.page.area_label(self.area.area_id)
