"""The advice: questions in, a verdict with its working out."""
