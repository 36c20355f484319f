"""Text in, cards and problems out; nothing here opens a file."""
