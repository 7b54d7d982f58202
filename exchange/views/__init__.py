"""Pages of exchange with other programs."""
