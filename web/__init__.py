"""The web side of `app.py`: HTTP, the live stream and what guards them. What is on the pages is in `layouts`."""
