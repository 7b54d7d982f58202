"""What pages and feeds ask, each with a fixed number of SQL statements."""
