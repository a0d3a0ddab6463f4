"""Reports from one content model."""
