"""What a municipality's goal steering means: frozen values and pure functions, no I/O."""
