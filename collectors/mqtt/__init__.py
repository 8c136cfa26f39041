"""Listening to an MQTT broker: the connection, what it subscribes to, and the messages in hand."""
