"""OpenID Connect: the authorization code flow with PKCE, state and nonce, spoken by Authlib."""

import base64
import secrets
import time
from dataclasses import dataclass
from typing import Any, cast

import orjson
import requests
from authlib.integrations.requests_client import OAuth2Session, OAuthError
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, KeySetSerialization

from dashboard.access import ROLES
from dashboard.accounts.binding import Identity
from dashboard.settings import Settings

SIGNED_BY = ["RS256", "PS256", "ES256", "EdDSA"]
_SECONDS = 10.0
_LEEWAY = 60  # seconds by which clocks may differ


class OidcError(Exception):
    """`is_away`: the provider does not answer; else it, or what it said, does not let anybody in."""

    def __init__(self, why: str, *, is_away: bool = False) -> None:
        super().__init__(why)
        self.is_away = is_away


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """What the browser keeps while it is at the provider's."""

    state: str
    nonce: str
    verifier: str
    wanted: str

    def packed(self) -> str:
        told = [self.state, self.nonce, self.verifier, self.wanted]
        return base64.urlsafe_b64encode(orjson.dumps(told)).decode()


def unpacked(text: str) -> Begun | None:
    """None for what is none."""
    try:
        state, nonce, verifier, wanted = orjson.loads(base64.urlsafe_b64decode(text))
    except ValueError:
        return None
    return Begun(state=str(state), nonce=str(nonce), verifier=str(verifier), wanted=str(wanted))


class Provider:
    """The city's sign-in provider. Blocking; raises OidcError."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._told: dict[str, Any] | None = None

    def begin(self, back: str, wanted: str) -> tuple[str, Begun]:
        """Where the browser goes, and what it keeps."""
        begun = Begun(
            state=secrets.token_urlsafe(24),
            nonce=secrets.token_urlsafe(24),
            verifier=secrets.token_urlsafe(48),
            wanted=wanted,
        )
        with self._session(back) as session:
            address, _state = session.create_authorization_url(
                self._metadata()["authorization_endpoint"],
                state=begun.state,
                nonce=begun.nonce,
                code_challenge=create_s256_code_challenge(begun.verifier),
                code_challenge_method="S256",
            )
        return str(address), begun

    def identity(self, back: str, code: str, begun: Begun) -> Identity:
        """Who came back with this code."""
        told = self._metadata()
        try:
            with self._session(back) as session:
                token = session.fetch_token(
                    told["token_endpoint"], code=code, code_verifier=begun.verifier, timeout=_SECONDS
                )
                keys = KeySet.import_key_set(cast(KeySetSerialization, _json(told["jwks_uri"])))
            signed = jwt.decode(token["id_token"], keys, algorithms=SIGNED_BY)
            self._registry(begun.nonce).validate(signed.claims)
        except requests.RequestException as error:
            raise OidcError(str(error), is_away=True) from error
        except (OAuthError, JoseError, KeyError, ValueError) as error:
            raise OidcError(str(error)) from error
        return self._identity(signed.claims)

    def _registry(self, nonce: str) -> jwt.JWTClaimsRegistry:
        return jwt.JWTClaimsRegistry(
            now=int(time.time()),
            leeway=_LEEWAY,
            iss={"essential": True, "value": self._settings.oidc_issuer},
            aud={"essential": True, "value": self._settings.oidc_client_id},
            sub={"essential": True},
            exp={"essential": True},
            nonce={"essential": True, "value": nonce},
        )

    def _identity(self, claims: dict[str, Any]) -> Identity:
        chosen = self._settings
        name = str(claims.get(chosen.oidc_name_claim) or "").strip().lower()
        if chosen.oidc_name_claim == "email" and claims.get("email_verified") is not True:
            name = ""
        role: str | None = ""
        if chosen.oidc_role_claim:
            said = claims.get(chosen.oidc_role_claim) or ()
            held = {said} if isinstance(said, str) else set(map(str, said))
            roles = (ours for theirs, ours in chosen.oidc_roles.items() if theirs in held and ours in ROLES)
            role = next(roles, None)
        subject = f"{claims['iss']} {claims['sub']}"[:255]
        return Identity(subject=subject, name=name, full_name=str(claims.get("name") or ""), role=role)

    def _metadata(self) -> dict[str, Any]:
        """Asked once; a provider whose issuer is another than the one set is refused."""
        if self._told is None:
            issuer = self._settings.oidc_issuer
            told = _json(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
            if told.get("issuer") != issuer:
                raise OidcError(f"OPS_OIDC_ISSUER: the provider calls itself {told.get('issuer')}")
            self._told = told
        return self._told

    def _session(self, back: str) -> OAuth2Session:
        return OAuth2Session(
            self._settings.oidc_client_id,
            self._settings.oidc_client_secret or None,
            scope="openid profile email",
            redirect_uri=back,
            token_endpoint_auth_method="client_secret_basic" if self._settings.oidc_client_secret else "none",
        )


def _json(address: str) -> dict[str, Any]:
    try:
        answer = requests.get(address, timeout=_SECONDS)
        answer.raise_for_status()
        told: dict[str, Any] = answer.json()
    except requests.RequestException as error:
        raise OidcError(str(error), is_away=True) from error
    return told
