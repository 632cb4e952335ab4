"""The pages of the advisor, by what a visitor does on them."""
