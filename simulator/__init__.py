"""The simulated city: speaks the public wire formats over real sockets, seeded, at any speed.

It shares no code with the rest of the project, so that one checks the other (docs/simulator.md).
"""
