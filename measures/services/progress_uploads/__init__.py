"""A filled-in table of reports: kept, shown as it was read, then written whole or not at all."""
