"""Plan tables from files: checked before they are opened, read, matched with known bodies."""
