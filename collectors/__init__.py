"""The only place that knows HTTP clients, MQTT and APScheduler: from the feeds to the core's one door."""
