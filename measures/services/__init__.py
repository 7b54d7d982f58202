"""The only way to write: permission checked, one transaction, conditional update, a trace."""
