"""What each public page of the catalog shows, as plain values."""
