"""One file a format: decks written for other programs to read."""
