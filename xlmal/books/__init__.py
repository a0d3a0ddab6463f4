"""The Book port and its adapters."""
