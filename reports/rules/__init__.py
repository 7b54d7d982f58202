"""Pure functions on plain values: canonical JSON, totals, compact rows and counting again."""
