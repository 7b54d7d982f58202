"""What pages, programs and workers ask, each with a fixed number of SQL statements."""
