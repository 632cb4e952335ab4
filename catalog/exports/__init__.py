"""Rows of the catalog as files that an import takes back without a difference."""

from catalog.exports.formats import FORMATS, Format
from catalog.exports.rows import exported_rows

__all__ = ["FORMATS", "Format", "exported_rows"]
