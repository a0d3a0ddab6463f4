"""From raw cells to typed rows and findings; nothing is guessed."""
