"""Written situations with the verdicts expected of them, and what all advice satisfies."""
