"""Names, operators and keys of a PDF as text, whatever their bytes.

A name is bytes (ISO 32000-1 section 7.3.5); old programs wrote theirs in the encoding of their country, and ``str`` of
such a name, or asking a dictionary for such a key, is an error in pikepdf. Bytes that are no UTF-8 become lone
surrogates here, as in the keys that pikepdf lists.
"""

from __future__ import annotations

import pikepdf

Container = pikepdf.Dictionary | pikepdf.Stream


def word(value: object) -> str:
    """``/Link`` for a name, ``Tj`` for an operator, the letters of a string; empty for everything else."""
    if isinstance(value, str):
        return value
    if isinstance(value, pikepdf.Name | pikepdf.Operator | pikepdf.String):
        return bytes(value).decode("utf-8", "surrogateescape")
    return ""


def entries(holder: object) -> list[tuple[str, object]]:
    """Key and value of each entry of a dictionary or a stream; none of anything else."""
    if isinstance(holder, pikepdf.Stream):
        holder = holder.stream_dict
    return list(holder.items()) if isinstance(holder, pikepdf.Dictionary) else []
