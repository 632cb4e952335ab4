"""How much a file may hold: enough for the whole catalog, too little to do harm."""

MAX_BYTES = 10_000_000
MAX_ROWS = 200_000
MAX_COLUMNS = 100  # no kind of row has half as many fields
MAX_CELL = 32_000  # bytes of UTF-8
MAX_ITEMS = 1_000  # of a list in one row
MAX_SENTENCE = 400  # characters of a refusal, which may quote the cell

# A spreadsheet is a zip file of XML texts, which can grow beyond measure.
MAX_UNPACKED = 200_000_000  # bytes of all parts together
MAX_RATIO = 100  # unpacked to packed; real sheets stay under 30
MAX_PARTS = 200
MAX_STRINGS = 20_000_000  # bytes of the part with the texts of all cells
MAX_OTHER_PART = 1_000_000  # bytes of styles and the like, which are read whole
MAX_WITHOUT_ROW = 1_000_000  # bytes between the beginnings of two rows
