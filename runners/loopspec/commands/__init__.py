"""The commands, each file a group of them; ``cli`` finds them by name and loads only what is called."""
