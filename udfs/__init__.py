"""What Excel calls: worksheet functions and macros, thin over the operations."""
