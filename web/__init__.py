"""The web side of `app.py`: HTTP, the live stream, what guards them, and the programs beside them."""
