"""Code that several test folders share; nothing of it ships."""
