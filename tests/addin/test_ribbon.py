"""The ribbon against the schema's structure, Office's own pictures and our callbacks."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from support.ribbon_schema import NAMESPACE, faults
from xlmal.building.addin import RIBBON_PART, AddinParts

#: In the list of pictures that MS-CUSTOMUI 3.2 (imageMso Table) gives; Office 2007 has them too.
PICTURES = {
    "CalculateNow",
    "Clear",
    "Consolidate",
    "DataValidation",
    "FileSaveAs",
    "FileSendAsAttachment",
    "Help",
    "ReviewNextComment",
}


@pytest.fixture(scope="module")
def ribbon(addin: Path) -> str:
    with zipfile.ZipFile(addin) as package:
        return package.read(RIBBON_PART).decode()


def test_the_ribbon_has_the_schemas_structure(ribbon: str) -> None:
    assert faults(ribbon.encode()) == []


# what is exchanged in the ribbon, for what, and the fault
BROKEN = """
size="large"              | stor="ja"                  | no attribute stor in button
size="large"              | size="huge"                | size in button cannot be 'huge'
size="large"              | size="large" getSize="A"   | size and getSize together in button
size="large"              | size="large" idMso="Copy"  | no attribute idMso in button
<button id="xlmalAbout"   | <button idX="xlmalAbout"   | no id in button
<button id="xlmalAbout"   | <button id="xlmalSplit"    | id xlmalSplit twice
<button id="xlmalAbout"   | <button id="1"             | id in button cannot be '1'
<button id="xlmalAbout"   | <knapp id="xlmalAbout"     | no element knapp
<group id="xlmalHelp"     | <group size="large" id="h" | no attribute size in group
<tab id="xlmalTab"        | <tab                       | no id in tab
<tab id="xlmalTab"        | <tab onAction="A" id="t"   | no attribute onAction in tab
<tabs>                    | <tabs id="t">              | no attribute id in tabs
<tabs>                    | <tabs/><tabs>              | 2 tabs in ribbon
<tabs>                    | <tabs/><tabs>              | 0 tab in tabs
<ribbon>                  | <ribbon>text               | text in ribbon
<ribbon>                  | <tabs/><ribbon>            | no tabs in customUI
<ribbon>                  | <button id="b"/><ribbon>   | no button in customUI
<ribbon>                  | <backstage/><ribbon>       | customUI's elements out of order
2009/07/customui          | 2006/01/customui           | the root is
onAction="RibbonXlmal.X   | onAction="X y              | onAction in button cannot be
"""


@pytest.mark.parametrize("line", BROKEN.strip().splitlines())
def test_each_break_of_the_structure_is_seen(line: str, ribbon: str) -> None:
    old, new, fault = (part.strip() for part in line.split("|"))
    assert old in ribbon
    broken = ribbon.replace(old, new, 1)
    if new.startswith("<knapp"):
        at = broken.index(new)
        broken = broken[:at] + broken[at:].replace("/>", "></knapp>", 1)
    assert any(one.startswith(fault) for one in faults(broken.encode()))


def test_every_picture_is_one_of_offices_own(ribbon: str) -> None:
    root = ElementTree.fromstring(ribbon)
    used = [one.attrib["imageMso"] for one in root.iter() if "imageMso" in one.attrib]
    assert set(used) == PICTURES
    assert len(used) == len(set(used)), "a picture each"


def test_every_button_says_in_swedish_what_it_does(ribbon: str) -> None:
    for button in ElementTree.fromstring(ribbon).iter(f"{NAMESPACE}button"):
        assert {"label", "screentip", "supertip", "imageMso", "onAction"} <= set(button.attrib)
        assert button.attrib["supertip"].endswith(".")
        assert not button.attrib["screentip"].endswith(".")


def test_every_callback_is_one_sub_with_the_signature_of_its_kind(
    ribbon: str, parts: AddinParts
) -> None:
    """onAction of a button: Sub name(control As IRibbonControl), MS-CUSTOMUI2 2.4.12."""
    root = ElementTree.fromstring(ribbon)
    called = [
        (name, value)
        for element in root.iter()
        for name, value in element.attrib.items()
        if name in ("onAction", "onLoad", "loadImage") or name.startswith("get")
    ]
    assert {name for name, _ in called} == {"onAction"}
    subs = re.findall(
        r"^Public Sub (\w+)\(control As IRibbonControl\)\r$",
        parts.modules["RibbonXlmal"],
        re.MULTILINE,
    )
    assert sorted(value for _, value in called) == sorted(f"RibbonXlmal.{sub}" for sub in subs)
    everywhere = "".join(parts.modules.values())
    for sub in subs:
        assert (
            len(re.findall(rf"^(?:Public |Private )?(?:Sub|Function) {sub}\b", everywhere, re.M))
            == 1
        )
    others = [name for name, text in parts.modules.items() if "As IRibbonControl" in text]
    assert others == ["RibbonXlmal"]
