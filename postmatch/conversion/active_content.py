"""Taking out of a PDF what does something instead of showing something: scripts, actions, media, embedded files; and
what other programs have noted in it for themselves, which no page shows but every reader of the packet could find.

What stays: links that jump inside the document (GoTo) and links to web, mail and telephone addresses (URI).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pikepdf

from postmatch.conversion.names import Container, entries, word
from postmatch.conversion.picture_encoding import jpeg_without_extras
from postmatch.domain.documents import Repair, RepairCode

_SCRIPTS, _PROGRAMS, _FILES, _SENDING, _MEDIA, _OTHER = (
    "scripts",
    "actions that start programs",
    "links into other files",
    "actions that send or fetch data",
    "sound, video or 3D content",
    "actions that run by themselves or change the view",
)
_ACTIONS = {  # ISO 32000-1 table 198 and ISO 32000-2 table 201, without GoTo and URI
    "/JavaScript": _SCRIPTS,
    "/Launch": _PROGRAMS,
    "/GoToR": _FILES,
    "/GoToE": _FILES,
    "/GoToDp": _FILES,
    "/Thread": _FILES,
    "/SubmitForm": _SENDING,
    "/ImportData": _SENDING,
    "/Rendition": _MEDIA,
    "/Movie": _MEDIA,
    "/Sound": _MEDIA,
    "/RichMediaExecute": _MEDIA,
    "/GoTo3DView": _MEDIA,
    "/Hide": _OTHER,
    "/Named": _OTHER,
    "/ResetForm": _OTHER,
    "/SetOCGState": _OTHER,
    "/Trans": _OTHER,
}
_MEDIA_ANNOTATIONS = {"/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"}
_SAFE_ADDRESS = re.compile(r"(https?|mailto|tel):", re.IGNORECASE)
_ROOT_KEYS = ("/OpenAction", "/AA", "/Collection", "/AF", "/NeedsRendering", "/Requirements", "/Perms", "/Legal")
_NAME_TREES = ("/JavaScript", "/EmbeddedFiles", "/AlternatePresentations", "/Renditions", "/IDS", "/URLS")
# Notes of programs (14.5), XMP (14.3.2) and small pictures of pages as they once were (12.3.4). Without a word in the
# report: no page changes, and the packet has properties of its own.
_UNSEEN = ("/PieceInfo", "/Metadata", "/Thumb")
_JPEG = (pikepdf.Name.DCTDecode, pikepdf.Array([pikepdf.Name.DCTDecode]))
_MAX_NESTING = 60


def remove_active_content(pdf: pikepdf.Pdf) -> list[Repair]:
    """Goes through every object of the file, then the places of the catalogue and of the pages that start things."""
    removed: set[str] = set()
    attachments = _sweep(pdf, removed)
    attachments |= _clear_pages(pdf, removed)
    _clear_root(pdf)
    repairs: list[Repair] = []
    if removed:
        message = f"Taken out, because a packet must only show pages: {', '.join(sorted(removed))}."
        repairs.append(Repair(code=RepairCode.ACTIVE_CONTENT_REMOVED, message=message))
    if attachments:
        message = "Files attached inside this PDF were taken out; upload them one by one if they belong in the packet."
        repairs.append(Repair(code=RepairCode.ATTACHMENTS_REMOVED, message=message))
    return repairs


def _sweep(pdf: pikepdf.Pdf, removed: set[str]) -> bool:
    """Neutralises every dictionary of the file in place; True when there were embedded files."""
    attachments = False
    for thing in pdf.objects:
        for holder in _containers(thing, 0):
            attachments |= _neutralise(holder, removed)
    return attachments


def _containers(thing: object, depth: int) -> Iterator[Container]:
    """``thing`` and the dictionaries written directly inside it, the innermost first."""
    if depth > _MAX_NESTING:
        return
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for _, value in entries(thing):
            if isinstance(value, pikepdf.Object) and not value.is_indirect:
                yield from _containers(value, depth + 1)
        yield thing
    elif isinstance(thing, pikepdf.Array):
        for value in thing:
            if isinstance(value, pikepdf.Object) and not value.is_indirect:
                yield from _containers(value, depth + 1)


def _neutralise(holder: Container, removed: set[str]) -> bool:
    action = word(holder.get("/S"))
    if action in _ACTIONS and not _is_structure(holder):
        removed.add(_ACTIONS[action])
        _empty(holder)
    elif action == "/URI" and not _SAFE_ADDRESS.match(word(holder.get("/URI")).strip()):
        removed.add(_FILES)
        _empty(holder)
    elif action in ("/URI", "/GoTo") and "/Next" in holder:
        del holder["/Next"]
    if "/JS" in holder:
        removed.add(_SCRIPTS)
        del holder["/JS"]
    if "/AA" in holder:
        if holder.get("/AA"):
            removed.add(_OTHER)
        del holder["/AA"]
    if isinstance(holder, pikepdf.Stream):
        _clear_stream(holder, removed)
    attachments = "/EF" in holder
    for key in ("/EF", "/RF"):
        if key in holder:
            del holder[key]
    return attachments


def _clear_stream(holder: pikepdf.Stream, removed: set[str]) -> None:
    if "/F" in holder:  # data kept in another file (7.3.8.2)
        removed.add(_FILES)
    _drop(holder, ("/F", *_UNSEEN))
    if holder.get("/Subtype") == "/Image" and holder.get("/Filter") in _JPEG:
        _clear_photo(holder)


def _clear_photo(photo: pikepdf.Stream) -> None:
    """What a camera wrote beside the pixels may say where the photo was taken; the pixels are not touched."""
    data = photo.read_raw_bytes()
    bare = jpeg_without_extras(data, keep_profile=True) if data.startswith(b"\xff\xd8") else data
    if len(bare) < len(data):
        photo.write(bare, filter=pikepdf.Name.DCTDecode, decode_parms=photo.get("/DecodeParms"))


def _is_structure(holder: Container) -> bool:
    """A structure element may be of a type called Sound or Movie; it has a parent, which no action has."""
    return holder.get("/Type") == "/StructElem" or ("/P" in holder and holder.get("/Type") != "/Action")


def _empty(holder: Container) -> None:
    kept = ("/Length", "/Filter", "/DecodeParms") if isinstance(holder, pikepdf.Stream) else ()
    _drop(holder, [key for key, _ in entries(holder) if key not in kept])


def _clear_pages(pdf: pikepdf.Pdf, removed: set[str]) -> bool:
    attachments = False
    for page in pdf.pages:
        _drop(page.obj, ("/AF", *_UNSEEN))
        kept = []
        for annotation in page.obj.get("/Annots", []):
            kind = word(annotation.get("/Subtype"))
            attachments |= kind == "/FileAttachment"
            if kind in _MEDIA_ANNOTATIONS:
                removed.add(_MEDIA)
            if _stays(annotation, kind):
                kept.append(annotation)
        if "/Annots" in page.obj:
            page.obj["/Annots"] = pikepdf.Array(kept)
    return attachments


def _stays(annotation: pikepdf.Dictionary, kind: str) -> bool:
    _drop(annotation, ("/PA", "/AF"))
    if kind == "/Link":
        action = annotation.get("/A")
        if isinstance(action, pikepdf.Dictionary) and word(action.get("/S")) in ("/URI", "/GoTo"):
            return True
        if "/A" in annotation:
            del annotation["/A"]
        return "/Dest" in annotation
    if "/A" in annotation:
        del annotation["/A"]
    if kind in _MEDIA_ANNOTATIONS and "/AP" in annotation:
        _make_still(annotation)  # its poster picture is part of how the page looks
        return True
    return kind not in _MEDIA_ANNOTATIONS and kind != "/FileAttachment"


def _make_still(annotation: pikepdf.Dictionary) -> None:
    kept = ("/Type", "/Rect", "/AP", "/AS", "/F", "/P")
    _drop(annotation, [key for key, _ in entries(annotation) if key not in kept])
    annotation["/Subtype"] = pikepdf.Name.Stamp


def _clear_root(pdf: pikepdf.Pdf) -> None:
    _drop(pdf.Root, (*_ROOT_KEYS, *_UNSEEN))
    names = pdf.Root.get("/Names")
    if isinstance(names, pikepdf.Dictionary):
        _drop(names, _NAME_TREES)


def _drop(holder: Container, keys: Iterable[str]) -> None:
    for key in keys:
        if key in holder:
            del holder[key]
