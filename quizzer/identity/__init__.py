"""Which cards are cards we already know, whatever their ids are now."""
