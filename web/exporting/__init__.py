"""Tables of every screen as files: which there are, who may have them; at once, or as jobs."""
