"""Asking an HTTP source: one answer, page after page, patiently, and never further than what is stored."""
