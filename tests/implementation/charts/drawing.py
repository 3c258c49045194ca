"""What every chart must be, checked on its SVG: well formed, named, described, without style, script or a call to anywhere."""

from __future__ import annotations

from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</text><script>alert(1)</script> & \"quoted\" 'single' \x00\x0b﷽ ]]> <!--"


def check_drawing(svg: str) -> ElementTree.Element:
    """The root of a drawing that is as all must be."""
    root = ElementTree.fromstring(svg)
    assert root.tag == f"{SVG}svg" and root.get("role") == "img"
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    named = (root.get("aria-labelledby") or "").split()
    assert named and set(named) <= set(ids)
    assert (root.findtext(f"{SVG}title") or "").strip() and (root.findtext(f"{SVG}desc") or "").strip()
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in {"svg", "title", "desc", "defs", "pattern", "path", "rect", "circle", "text"}
        for name, value in element.attrib.items():
            assert name != "style" and not name.startswith("on") and "href" not in name
            assert "url(" not in value or value.startswith("url(#")
    return root


def texts(root: ElementTree.Element) -> list[str]:
    """What the drawing says, in order."""
    return ["".join(element.itertext()) for element in root.iter(f"{SVG}text")]


def inside(root: ElementTree.Element) -> bool:
    """Whether every box lies within the drawing."""
    _, _, width, height = (float(value) for value in (root.get("viewBox") or "").split())
    for box in root.iter(f"{SVG}rect"):
        x, y, w, h = (float(box.get(name) or 0) for name in ("x", "y", "width", "height"))
        if x < -0.1 or y < -0.1 or x + w > width + 2 or y + h > height + 0.1:
            return False
    return True
