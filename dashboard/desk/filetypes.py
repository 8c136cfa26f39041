"""What a file is, by its first bytes; its name and what the browser says of it count for nothing."""

_HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}


def media_type(body: bytes) -> str:
    """Of a photo or a PDF; "" of anything else."""
    if body.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if body.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return "image/webp"
    if body[4:8] == b"ftyp" and _brands(body) & _HEIC:
        return "image/heic"
    return "application/pdf" if body.startswith(b"%PDF-") else ""


def _brands(body: bytes) -> set[bytes]:
    """What an ISO base media file says it is: its major brand and those it is compatible with."""
    size = min(int.from_bytes(body[:4], "big"), 256)
    return {body[8:12], *(body[at : at + 4] for at in range(16, size, 4))}
