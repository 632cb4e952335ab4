"""The geometry of charts, from plain values: scales, paths and labels."""
