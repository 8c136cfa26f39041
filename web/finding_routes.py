"""`/api/findings/<id>/<verdict>`: whether pointing out an anomaly was of use."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from fastapi import FastAPI, Response
from fastapi.responses import JSONResponse

from dashboard import access
from dashboard.anomalies import Findings, Verdict


def mount(server: FastAPI, findings: Findings | None, clock: Callable[[], datetime]) -> None:
    """The address; none where no store stands behind the site."""
    if findings is None:
        return

    @server.post("/api/findings/{number}/{verdict}")
    async def judge(number: str, verdict: str) -> Response:
        if not access.may(access.Right.JUDGE):
            return JSONResponse({"error": "judged only on the machine that runs it"}, status_code=403)
        is_number = number.isascii() and number.isdecimal() and len(number) < 19
        if not is_number or verdict not in set(Verdict):
            return JSONResponse({"error": "no such finding or verdict"}, status_code=404)
        try:
            told = (int(number), Verdict(verdict), access.who(), clock())
            await asyncio.to_thread(findings.judge, *told)
        except KeyError:
            return JSONResponse({"error": "no such finding"}, status_code=404)
        return JSONResponse({"verdict": verdict})
