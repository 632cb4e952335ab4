"""Prices of two packages, whose data ships in their wheels, as rows for an import."""
