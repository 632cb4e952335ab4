"""Lists of the catalog: each is declared once, as data; pages and exports follow from it."""
