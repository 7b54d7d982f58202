"""Pure functions on plain values: quarters, canonical JSON, history as of a day, totals."""
