"""Notices on their way out: the channels (Apprise), and who sends what is due."""
