"""How the sample papers are drawn: stationery, scanner and camera, and one module per family of documents."""
