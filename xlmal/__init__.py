"""xlmal: goal steering of Swedish municipalities in Excel, without losing a cell."""

__version__ = "0.1.0"
