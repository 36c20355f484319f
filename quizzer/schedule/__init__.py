"""When a card comes back: FSRS-6, learning steps and the learner's day. Pure."""
