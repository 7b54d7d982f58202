"""Pure functions on plain values: canonical JSON, totals."""
