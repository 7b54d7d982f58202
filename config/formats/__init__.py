"""How dates and numbers look where Django has no manner (kk) or another one (en)."""
