"""What Anki calls things: cards as notes, and the note types they are of."""
