"""Pages: they translate HTTP and nothing else; services write, queries answer."""
