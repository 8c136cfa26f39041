"""`/api/v1`: what others' programs read by a key, and the page that says how."""
