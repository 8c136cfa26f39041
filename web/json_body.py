"""A JSON object as the body of a request."""

from collections.abc import Mapping

import orjson
from fastapi import Request

LONGEST = 20_000  # bytes


async def json_body(request: Request, longest: int = LONGEST) -> Mapping[str, object] | None:
    """None where it is none, or longer than any form of ours."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > longest:
            return None
    try:
        told = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    return told if isinstance(told, dict) else None
