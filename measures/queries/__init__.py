"""Questions that screens ask, each with a fixed number of SQL statements."""
