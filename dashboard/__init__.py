"""The core: what things mean. Imports nothing of ours outside itself; no Dash, no HTTP, no MQTT."""
