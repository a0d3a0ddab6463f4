"""What must hold, written once."""
