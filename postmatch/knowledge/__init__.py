"""Dated facts as data, and the one loader: the document catalogue, and the figures with source and date."""

from __future__ import annotations

from postmatch.knowledge.loader import load_facts, overdue

__all__ = ["load_facts", "overdue"]
