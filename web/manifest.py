"""`/wall.webmanifest`: by it a phone or a television keeps the wall like a program of its own."""

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from dashboard.settings import Settings
from web.language import language

_GROUND = "#0b1016"  # that of the night, as in `assets/tokens.css`
_ICONS = (
    ("wall-192.png", 192, "any"),
    ("wall-512.png", 512, "any"),
    ("wall-512-maskable.png", 512, "maskable"),
)


def mount(server: FastAPI, settings: Settings) -> None:
    """The address. Browsers ask for it without cookies: it is open, and says no more than /login does."""

    @server.get("/wall.webmanifest")
    async def manifest(request: Request) -> Response:
        t = language(request)
        icons = [
            {
                "src": f"/assets/icons/{file}",
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": purpose,
            }
            for file, size, purpose in _ICONS
        ]
        told = {
            "name": f"{settings.city} · {t('Smart operations center')}",
            "short_name": t("Operations wall"),
            "lang": t.language,
            "start_url": "/wall",
            "scope": "/wall",
            "display": "fullscreen",
            "background_color": _GROUND,
            "theme_color": _GROUND,
            "icons": icons,
        }
        return JSONResponse(told, media_type="application/manifest+json")
