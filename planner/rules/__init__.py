"""Pure functions on plain values: the periods that a plan is reported on."""
