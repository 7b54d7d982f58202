"""Pure functions on plain values."""
