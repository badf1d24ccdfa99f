"""Naming the fonts of other scripts in a Word file, for an engine that chooses badly among those it finds itself.

Measured with LibreOffice 7.4: where the font of a run lacks a script, it sets the letters from another one with the
widths of the first, so that words lie on each other, and the dash after them becomes a box. Runs are ECMA-376 part 1,
17.3.2; ``w:bCs``, ``w:iCs`` and ``w:szCs`` are bold, italics and size of complex scripts, which have their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from postmatch.conversion.scripts import ScriptFont, has_script_letters, stretches
from postmatch.conversion.word_file import W, WordFile, main_part, parsed
from postmatch.conversion.word_package import as_xml

_WITH_TEXT = re.compile(r"word/(header|footer|footnotes|endnotes)\d*\.xml")
_KEEP_SPACES = "{http://www.w3.org/XML/1998/namespace}space"
_SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")
_COMPLEX = (("b", "bCs"), ("i", "iCs"), ("sz", "szCs"))
_STYLES = "word/styles.xml"


def with_script_fonts(file: WordFile) -> WordFile:
    """The same file with each stretch of such letters in a run of its own that names our font for it."""
    names = [main_part(file.parts), *filter(_WITH_TEXT.fullmatch, file.parts)]
    changed = {}
    for name in names:
        root = parsed(file.parts[name])
        runs = [run for run in root.iter(f"{W}r") if _needs_fonts(run)]
        for run in runs:
            _replace(run)
        if runs:
            changed[name] = as_xml(root)
    if changed and _STYLES in file.parts:
        changed[_STYLES] = _with_complex_looks(file.parts[_STYLES])
    return file.with_parts(changed) if changed else file


def _with_complex_looks(styles: bytes) -> bytes:
    root = parsed(styles)
    for properties in list(root.iter(f"{W}rPr")):
        _look_alike(properties)
    return as_xml(root)


def _needs_fonts(run: etree._Element) -> bool:
    return any(has_script_letters(text.text or "") for text in run.iterchildren(f"{W}t"))


def _replace(run: etree._Element) -> None:
    for piece in _pieces(run):
        run.addprevious(piece)
    parent = run.getparent()
    if parent is not None:
        parent.remove(run)


def _pieces(run: etree._Element) -> Iterator[etree._Element]:
    """What the run holds, one thing a run, all set as the run is."""
    properties = run.find(f"{W}rPr")
    for child in run:
        if child is properties:
            continue
        if child.tag != f"{W}t":
            yield _run(properties, child, None)
            continue
        for letters, font in stretches(child.text or ""):
            text = etree.Element(f"{W}t")
            text.text = letters
            text.set(_KEEP_SPACES, "preserve")
            yield _run(properties, text, font)


def _run(properties: etree._Element | None, content: etree._Element, font: ScriptFont | None) -> etree._Element:
    run = etree.Element(f"{W}r")
    own = etree.SubElement(run, f"{W}rPr") if properties is None else deepcopy(properties)
    if font is not None:
        _name_font(own, font)
    run.append(own)
    run.append(content)
    return run


def _name_font(properties: etree._Element, font: ScriptFont) -> None:
    for named in properties.findall(f"{W}rFonts"):
        properties.remove(named)
    fonts = etree.Element(f"{W}rFonts")
    for slot in _SLOTS:
        fonts.set(f"{W}{slot}", font.family)
    style = properties.find(f"{W}rStyle")
    properties.insert(0 if style is None else 1, fonts)
    _look_alike(properties)


def _look_alike(properties: etree._Element) -> None:
    """Complex scripts as bold, slanted and large as the rest and the signs between them in the same font, where nothing
    else was said."""
    for plain, complex_ in _COMPLEX:
        mark = properties.find(f"{W}{plain}")
        if mark is not None and properties.find(f"{W}{complex_}") is None:
            twin = deepcopy(mark)
            twin.tag = f"{W}{complex_}"
            mark.addnext(twin)
    fonts = properties.find(f"{W}rFonts")
    if fonts is None or fonts.get(f"{W}cs"):
        return
    if fonts.get(f"{W}ascii"):
        fonts.set(f"{W}cs", fonts.get(f"{W}ascii", ""))
        fonts.attrib.pop(f"{W}cstheme", None)
    elif fonts.get(f"{W}asciiTheme"):
        fonts.set(f"{W}cstheme", fonts.get(f"{W}asciiTheme", ""))
