"""Areas that no office drew: drawn, uploaded or put together from statistische Bezirke. Points inside are counted, values
of districts are estimated from what is published of them, so that no area, however it is drawn, says more than the
published values do. Rules and limits: data/own_areas.yml."""

from strukturmonitor.own_areas.shapes import OwnArea, composed_area, drawn_area, linked_area

__all__ = ["OwnArea", "composed_area", "drawn_area", "linked_area"]
