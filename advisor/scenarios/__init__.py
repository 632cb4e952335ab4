"""Written situations with the verdicts expected of them, and how they are read."""
