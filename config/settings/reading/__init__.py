"""What an operator says in the environment, turned into values or refused by name."""
