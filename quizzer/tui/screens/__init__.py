"""One screen a task, its stylesheet beside it."""
