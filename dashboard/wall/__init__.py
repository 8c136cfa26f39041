"""The wall: what its screens show, and in which order."""
