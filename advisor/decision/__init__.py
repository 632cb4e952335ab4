"""The decision core: pure values and functions, no Django, no clock, no database."""
