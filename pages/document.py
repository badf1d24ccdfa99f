"""One document: read its pages, put them right, say what it is, or bring another file in its place."""

from __future__ import annotations

import streamlit as st

from postmatch.ui import document_cards, document_view, pages_view, portal_checks_view, session, straighten_view
from postmatch.ui.components import arrive_at_document

workspace = session.workspace()
document = document_view.chosen(workspace)
document_view.way_around(workspace, document)
if document is None:
    document_view.gone()
    st.stop()

document_view.head(workspace, document)
if document.is_usable:
    straighten_view.offer(document)
    st.header("Pages", anchor=False)
    pages_view.show_pages(document)
    st.header("What it is", anchor=False)
    session.commit(workspace.with_document(document_view.facts_form(document)))
    portal_checks_view.offer(document)
st.header("Another file", anchor=False)
document_view.replace_file(document)
arrive_at_document(document_cards.card_key(document))
