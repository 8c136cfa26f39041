"""The file `feeds.toml`: its tables and keys, and one line for whatever is wrong in it."""
