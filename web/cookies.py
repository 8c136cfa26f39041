"""The cookies of signing in. Behind https they carry the prefix that no other host can set."""

from starlette.datastructures import MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import Scope

SESSION, DISPLAY, FORM, PROVIDER = "ops_session", "ops_display", "ops_login", "ops_oidc"
PAIRING = "ops_pairing"  # the secret of a screen that shows a code


def told(scope: Scope, name: str, *, secure: bool) -> str:
    """The cookie's value; "" where there is none."""
    lines = [value.decode("latin-1") for key, value in scope["headers"] if key == b"cookie"]
    return cookie_parser("; ".join(lines)).get(_full(name, secure), "")


def put(
    headers: MutableHeaders, name: str, value: str, *, secure: bool, seconds: int, same_site: str = "lax"
) -> None:
    """No script reads it. `seconds` 0 takes it away. Lax, or a provider's way back would come without it."""
    parts = [f"{_full(name, secure)}={value}", "Path=/", "HttpOnly", f"SameSite={same_site.title()}"]
    parts += [f"Max-Age={seconds}", *(["Secure"] if secure else [])]
    headers.append("Set-Cookie", "; ".join(parts))


def _full(name: str, secure: bool) -> str:
    return f"__Host-{name}" if secure else name
