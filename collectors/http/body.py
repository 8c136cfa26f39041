"""Reading the body of an HTTP answer: unpacked, whole, in time, and never larger than allowed."""

import time
import zlib

import httpx

from collectors.http.retry import FetchError

_CHUNK = 64 * 1024


def read(response: httpx.Response, most: int, until: float) -> bytes:
    """The body, unpacked; never more than `most` bytes in memory, however small it was packed."""
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise FetchError(f"answers in the encoding {encoding[:40]!r}, which nobody asked for")
    packed = encoding not in ("", "identity")
    body, unpacked = bytearray(), _Unpacked(most)
    for chunk in response.iter_raw(_CHUNK):
        body += unpacked.add(chunk, most + 1 - len(body)) if packed else chunk
        if len(body) > most:
            raise FetchError(f"answers with more than {most} bytes: raise max_bytes or lower the page size")
        if time.monotonic() > until:
            raise FetchError("answers too slowly: not whole when its time was over", again=True)
    if packed and not unpacked.whole:
        raise FetchError("breaks off its answer: the packed body is not whole", again=True)
    return bytes(body)


class _Unpacked:
    """gzip (several members too) or zlib, unpacked no further than asked."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._zlib = zlib.decompressobj(zlib.MAX_WBITS | 32)
        self._begun = False

    @property
    def whole(self) -> bool:
        return self._zlib.eof or not self._begun

    def add(self, data: bytes, room: int) -> bytes:
        """What `data` holds, cut after `room` bytes. Raises FetchError where it is not packed at all."""
        found = bytearray()
        try:
            while data and len(found) < room:
                self._begun = True
                if self._zlib.eof:
                    self._zlib = zlib.decompressobj(zlib.MAX_WBITS | 32)
                found += self._zlib.decompress(data, room - len(found))
                data = self._zlib.unconsumed_tail or self._zlib.unused_data
        except zlib.error as error:
            raise FetchError("answers with a packed body that cannot be unpacked") from error
        return bytes(found)
