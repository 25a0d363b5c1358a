"""The fact sheet: one page on one area, to hand out."""

from strukturmonitor.areas import Area
from strukturmonitor.profiles.contents import gather, picture_of
from strukturmonitor.profiles.document import Sheet, compiled, locator_picture, picture_data, subtitle
from strukturmonitor.profiles.recipe import PartSpec, section, sizes
from strukturmonitor.profiles.tools import Tools
from strukturmonitor.profiles.words import paragraphs
from strukturmonitor.shown import Chart, Figure, Map, Sentences

_LOCATOR = "locator"


def leaflet_pdf(tools: Tools, area: Area) -> bytes:
    """Raises ProfileEmpty, PaperFailed, and what a page raises that cannot be drawn."""
    return compiled(tools, leaflet_sheet(tools, area))


def leaflet_sheet(tools: Tools, area: Area) -> Sheet:
    texts, recipe = tools.texts, section("leaflet")
    content = gather(tools, area, only=())
    kind = texts("profile.kind.leaflet")
    sheet = Sheet("leaflet", f"{kind} {area.name}", {}, area=content.label)
    main = content.views["area"]
    told = [
        entry
        for part in (main.parts if main is not None else [])
        if isinstance(part, Sentences)
        for entry in paragraphs(part.text)
        if sum(len(text) for text, _ in entry["runs"]) <= recipe["longest_sentence"]
    ]
    pictures = []
    for entry in recipe["pictures"]:
        spec = PartSpec(**entry)
        if spec.levels is not None and area.level not in spec.levels:
            continue
        if spec.part == _LOCATOR and content.city_map is not None:
            marked = area.area_id if area.level != "city" else None
            picture = locator_picture(tools, content.city_map, marked, sizes().half_mm, spec.height_mm or 0)
            picture.title = texts("profile.title.locator")
        else:
            view = content.views[spec.source]
            part = view.part(spec.part) if view is not None else None
            if not isinstance(part, Chart | Map):
                continue
            picture = picture_of(spec, part, texts(f"profile.title.{spec.title}") if spec.title else "")
        pictures.append(picture_data(tools, sheet, picture))
    is_demo = content.is_demo
    sheet.data = {
        "kind": f"{kind} · {texts('profile.publisher', city=tools.tree.city.name)}",
        "title": content.label,
        "subtitle": subtitle(tools, content),
        "demo": texts("profile.demo") if is_demo else "",
        "figures": [_tile(tools, figure) for figure in _chosen(content.key_figures)],
        "notable": texts("district.notable"),
        "paragraphs": told[: recipe["most_sentences"]],
        "pictures": pictures,
        "footer": texts(
            "profile.leaflet_foot",
            sources=" · ".join(dict.fromkeys(citation.partition(" (")[0] for citation in content.citations)),
            date=texts.date(content.made_on),
        ),
    }
    return sheet


def _chosen(figures: list[Figure]) -> list[Figure]:
    recipe = section("leaflet")
    by_key = {figure.key: figure for figure in figures}
    return [by_key[key] for key in recipe["figures"] if key in by_key][: recipe["most_figures"]]


def _tile(tools: Tools, figure: Figure) -> dict[str, str]:
    parts = [figure.change, f"{tools.tree.city.name}: {figure.city}" if figure.city else ""]
    parts.append(tools.texts("figure.date", date=figure.date))
    return {"title": figure.title, "value": figure.value, "note": " · ".join(part for part in parts if part)}
