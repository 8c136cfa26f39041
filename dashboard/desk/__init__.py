"""The incident desk: what officers see and do. `shapes` says what is asked and answered."""
