"""Brings rows of files into the catalog: first a preview, then all of it or nothing."""
