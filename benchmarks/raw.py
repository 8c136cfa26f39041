"""The raw limit: the simplest program that does the bare work, to stand beside ours in the same run.

One thread: paho, orjson, an upsert of each batch of 1,000 (or what came in 100 ms), commit, acknowledge. No
formats, units, figures, rules or feed state. `python -m benchmarks.raw PORT STORE_URL`; ends on SIGTERM.
"""

import sqlite3
import sys
import time
from collections.abc import Callable
from typing import Any

import orjson
import paho.mqtt.client as mqtt
import psycopg
from paho.mqtt.enums import CallbackAPIVersion

BATCH, SECONDS = 1_000, 0.1
TOPICS = "v1.1/+/Observations"
TABLE = """CREATE TABLE IF NOT EXISTS reading (
    device INTEGER NOT NULL, external_id BIGINT NOT NULL, observed_at TEXT NOT NULL,
    value DOUBLE PRECISION NOT NULL, received_at DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (device, external_id))"""
UPSERT = """INSERT INTO reading VALUES (?, ?, ?, ?, ?) ON CONFLICT (device, external_id)
    DO UPDATE SET observed_at = excluded.observed_at, value = excluded.value"""
Row = tuple[int, int, str, float, float]
Store = Callable[[list[Row]], None]


def on_sqlite(path: str) -> Store:
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(TABLE)

    def store(rows: list[Row]) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(UPSERT, rows)
        connection.execute("COMMIT")

    return store


def on_postgresql(url: str) -> Store:
    connection = psycopg.connect(url.replace("+psycopg", ""))
    connection.execute(TABLE)
    connection.commit()
    upsert = UPSERT.replace("?", "%s").encode()

    def store(rows: list[Row]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(upsert, rows)
        connection.commit()

    return store


def main(port: int, url: str) -> None:
    store = on_sqlite(url.removeprefix("sqlite:///")) if url.startswith("sqlite") else on_postgresql(url)
    client = mqtt.Client(
        CallbackAPIVersion.VERSION2, "raw", clean_session=False, manual_ack=True, protocol=mqtt.MQTTv311
    )
    hand: list[mqtt.MQTTMessage] = []

    def hand_over() -> None:
        now = time.time()
        rows = []
        for message in hand:
            item = orjson.loads(message.payload)
            rows.append(
                (item["Datastream"]["@iot.id"], item["@iot.id"], item["phenomenonTime"], item["result"], now)
            )
        store(rows)
        for message in hand:
            client.ack(message.mid, message.qos)
        hand.clear()

    def on_message(_client: mqtt.Client, _data: Any, message: mqtt.MQTTMessage) -> None:
        hand.append(message)
        if len(hand) >= BATCH:
            hand_over()

    client.on_message = on_message
    client.connect("127.0.0.1", port)
    client.subscribe(TOPICS, 1)
    last = time.monotonic()
    while client.loop(SECONDS) == mqtt.MQTT_ERR_SUCCESS:
        if hand and time.monotonic() - last > SECONDS:
            hand_over()
            last = time.monotonic()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
