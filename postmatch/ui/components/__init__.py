"""Widgets of our own, where Streamlit has none: a list to drag into order, a page to mark areas on, a scale of sizes, a
text to copy, where a page stands when one arrives at it, links that wait for the last words, and the look of rows.

Plain JavaScript and CSS in files beside these modules. They see only what Python hands them, show it as text, ask
nobody else for anything, and take their colours from Streamlit's theme.
"""

from postmatch.ui.components.arrival import arrive_at_document, arrive_at_list
from postmatch.ui.components.copy_text import copy_text
from postmatch.ui.components.leaving import leave_fields_before_pages
from postmatch.ui.components.order_list import OrderItem, order_list
from postmatch.ui.components.page_marker import MarkerPage, Suggestion, page_marker
from postmatch.ui.components.rows import rows_without_scrollbars
from postmatch.ui.components.size_scale import Limit, size_scale

__all__ = [
    "Limit",
    "MarkerPage",
    "OrderItem",
    "Suggestion",
    "arrive_at_document",
    "arrive_at_list",
    "copy_text",
    "leave_fields_before_pages",
    "order_list",
    "page_marker",
    "rows_without_scrollbars",
    "size_scale",
]
