"""The only way to write rounds, editions and their files."""
