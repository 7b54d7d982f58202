"""The only way to write."""
