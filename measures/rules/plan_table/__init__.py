"""The table of an action plan: recognised by meaning, read row by row, written out again."""
