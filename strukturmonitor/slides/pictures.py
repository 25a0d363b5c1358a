"""Pictures on slides: as large as their frame, never stretched."""

import io

from PIL import Image
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Inches


def make_decorative(properties: object) -> None:
    """Screen readers pass over a shape that says nothing of its own. `properties`: its p:cNvPr."""
    uri = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
    said = 'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"'
    properties.append(
        parse_xml(f'<a:extLst {nsdecls("a")}><a:ext uri="{uri}"><adec:decorative {said}/></a:ext></a:extLst>')
    )


def place_picture(
    slide: object, content: bytes, box: tuple[float, float, float, float], *, alt: str, name: str
) -> None:
    """`box`: left, top, width and height in inches; the picture keeps its proportions."""
    with Image.open(io.BytesIO(content)) as image:
        wide, high = image.size
    scale = min(box[2] / wide, box[3] / high)
    size = (wide * scale, high * scale)
    picture = slide.shapes.add_picture(
        io.BytesIO(content), Inches(box[0] + (box[2] - size[0]) / 2), Inches(box[1]), Inches(size[0]), Inches(size[1])
    )
    picture.name = name
    picture._element.nvPicPr.cNvPr.set("descr", alt)
