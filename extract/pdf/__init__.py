"""PDF: characters and rulings from PDFium, grids of cells, tables joined over pages."""
