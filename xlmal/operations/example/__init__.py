"""An invented municipality, Exempelkommunen: its goals, its history, and its answers in 2019."""
