"""The public pages of the catalog."""
