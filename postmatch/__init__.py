"""Postmatch: from a profile and a pile of files to one combined PDF.

The flow, drawn once; data moves to the right and down, never back:

    widgets --ui--> Workspace (frozen) --domain--> Findings --> the pages
                        |
                        +--rendering--> .docx --conversion--> PDF ----+
    uploads --ui--> Upload --conversion.normalise--> PDF + Repairs ---+--packet.plan--> Plan
                                                                      +--packet.assemble--> packet.pdf + report
    Workspace <--storage--> SQLite | .zip archive     Workspace <--interchange--> JSON Resume
    season facts (dated data files with source) --knowledge--> Facts --> domain functions, ui

Who may import whom (``tests/test_architecture.py`` holds it):

    app.py, pages/  ->  ui, usecases, domain
    cli             ->  usecases, domain
    ui              ->  usecases and below
    usecases        ->  rendering, packet, storage, interchange, conversion, knowledge, domain
    rendering | packet | storage | interchange  ->  conversion, knowledge, domain   (never each other)
    conversion, knowledge  ->  domain
    domain          ->  errors
"""

__version__ = "0.1.0"
