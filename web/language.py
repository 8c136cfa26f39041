"""In which language whoever asks is answered."""

from fastapi import Request

from dashboard.i18n import LANGUAGES, Translator, translator
from dashboard.settings import settings


def language(request: Request) -> Translator:
    """As the switch in the header was set, else the setting's."""
    told = request.cookies.get("ops_language", "")
    return translator(told if told in LANGUAGES else settings().language)
