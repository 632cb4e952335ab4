"""Words that the templates of the catalog share."""
