"""Forms of the pages of exchange."""
