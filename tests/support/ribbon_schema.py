"""The structure of a ribbon of Office 2010 and later, as MS-CUSTOMUI2 2.3 gives it.

Written from the specification's descriptions of CT_CustomUI, CT_Ribbon, CT_Tabs, CT_Tab, CT_Group,
CT_Box, CT_ButtonGroup, CT_Separator and CT_Button. What has no row here may stand in no ribbon of
ours, though Office knows more kinds of controls.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

NAMESPACE = "{http://schemas.microsoft.com/office/2009/07/customui}"

# Attributes in a group of their own exclude each other.
_CUSTOM_ID = (("id", "idQ"),)
_ID = (("id", "idQ", "idMso"),)
_PLACE = (("insertAfterMso", "insertBeforeMso", "insertAfterQ", "insertBeforeQ"),)
_VISIBLE = (("visible", "getVisible"),)
_LABEL = (("label", "getLabel"),)
_KEYTIP = (("keytip", "getKeytip"),)
_IMAGE = (("image", "imageMso", "getImage"),)
_TIPS = (("screentip", "getScreentip"), ("supertip", "getSupertip"))
_TAG = (("tag",),)


@dataclass(frozen=True)
class Element:
    """What an element may have.

    Attributes:
        attributes: groups of attributes, of which at most one stands.
        children: its elements.
        required: the group of which one must stand; () for none.
        counts: the least and the most of its children of one kind, where that is bounded.
    """

    attributes: tuple[tuple[str, ...], ...] = ()
    children: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    counts: tuple[int, int] = (0, 1000)


ELEMENTS = {
    "customUI": Element(
        (("onLoad",), ("loadImage",)),
        ("commands", "ribbon", "backstage", "contextMenus"),
        (),
        (0, 1),
    ),
    "ribbon": Element((("startFromScratch",),), ("qat", "tabs", "contextualTabs"), (), (0, 1)),
    "tabs": Element((), ("tab",), (), (1, 100)),
    "tab": Element(
        (*_ID, *_TAG, *_LABEL, *_PLACE, *_VISIBLE, *_KEYTIP), ("group",), _ID[0], (0, 100)
    ),
    "group": Element(
        (
            *(*_ID, *_TAG, *_LABEL, *_IMAGE, *_PLACE, *_TIPS, *_VISIBLE, *_KEYTIP),
            *(("autoScale",), ("centerVertically",)),
        ),
        ("button", "box", "buttonGroup", "separator"),
        _ID[0],
    ),
    "box": Element(
        (*_CUSTOM_ID, *_TAG, *_VISIBLE, *_PLACE, ("boxStyle",)),
        ("button", "box", "buttonGroup"),
        _CUSTOM_ID[0],
    ),
    "buttonGroup": Element(
        (*_CUSTOM_ID, *_TAG, *_VISIBLE, *_PLACE), ("button", "separator"), _CUSTOM_ID[0]
    ),
    "separator": Element((*_CUSTOM_ID, *_TAG, *_VISIBLE, *_PLACE), (), _CUSTOM_ID[0]),
    "button": Element(
        (
            *(*_CUSTOM_ID, *_TAG, *_LABEL, *_IMAGE, *_PLACE, *_TIPS, *_VISIBLE, *_KEYTIP),
            *(("size", "getSize"), ("onAction",), ("enabled", "getEnabled")),
            *(("description", "getDescription"), ("showLabel", "getShowLabel")),
            *(("showImage", "getShowImage"),),
        ),
        (),
        _CUSTOM_ID[0],
    ),
}

# Simple types (2.4). A delegate is the name of a VBA procedure, module first if one likes.
_BOOLEAN = "true|false|0|1"
_STRING = r"(?s).{1,1024}"
_DELEGATE = r"[A-Za-z_][\w.]{0,1023}"
VALUES = {
    **dict.fromkeys(("visible", "enabled", "showLabel", "showImage", "autoScale"), _BOOLEAN),
    **dict.fromkeys(("startFromScratch", "centerVertically"), _BOOLEAN),
    **dict.fromkeys(("label", "screentip", "supertip", "tag", "image"), _STRING),
    **dict.fromkeys(("id", "idMso", "imageMso"), r"[A-Za-z_][\w.\-]{0,1023}"),
    "description": r"(?s).{1,4096}",
    "keytip": r"\S{1,3}",
    "size": "normal|large",
    "boxStyle": "horizontal|vertical",
    **dict.fromkeys(("onAction", "onLoad", "loadImage"), _DELEGATE),
}


def faults(xml: bytes) -> list[str]:
    """What in a ribbon goes against the structure, each in a few words; none when all is well."""
    root = ElementTree.fromstring(xml)
    found = [] if root.tag == f"{NAMESPACE}customUI" else [f"the root is {root.tag}"]
    found += _faults(root)
    ids = [one.attrib["id"] for one in root.iter() if "id" in one.attrib]
    found += [f"id {one} twice" for one in sorted(set(ids)) if ids.count(one) > 1]
    return found


def _faults(element: ElementTree.Element) -> Iterator[str]:
    name = element.tag.removeprefix(NAMESPACE)
    rule = ELEMENTS.get(name)
    if rule is None:
        yield f"no element {name}"
        return
    known = {one for group in rule.attributes for one in group}
    yield from (f"no attribute {one} in {name}" for one in element.attrib if one not in known)
    for group in rule.attributes:
        standing = [one for one in group if one in element.attrib]
        if len(standing) > 1:
            yield f"{' and '.join(standing)} together in {name}"
    if rule.required and not any(one in element.attrib for one in rule.required):
        yield f"no id in {name}"
    for attribute, value in element.attrib.items():
        pattern = _DELEGATE if attribute.startswith("get") else VALUES.get(attribute, _STRING)
        if not re.fullmatch(pattern, value):
            yield f"{attribute} in {name} cannot be {value[:20]!r}"
    if (element.text or "").strip():
        yield f"text in {name}"
    children = [child.tag.removeprefix(NAMESPACE) for child in element]
    yield from (f"no {child} in {name}" for child in children if child not in rule.children)
    least, most = rule.counts
    for child in rule.children:
        if not least <= children.count(child) <= most:
            yield f"{children.count(child)} {child} in {name}"
    if name == "customUI" and children != sorted(children, key=_place_in(rule)):
        yield f"{name}'s elements out of order"
    for child_element in element:
        yield from _faults(child_element)


def _place_in(rule: Element) -> Callable[[str], int]:
    return lambda name: rule.children.index(name) if name in rule.children else -1
