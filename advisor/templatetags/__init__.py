"""Filters for the advisor's templates."""
