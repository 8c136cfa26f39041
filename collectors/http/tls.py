"""TLS towards a feed's server: what is trusted, and the certificate that this side shows."""

import ssl
from pathlib import Path


def context(
    verify: bool, ca_file: Path | None, cert_file: Path | None, key_file: Path | None
) -> ssl.SSLContext:
    """The context of one feed's connections: the system's authorities, or only those of `ca_file`.

    `verify=False` trusts whoever answers. Raises OSError (ssl.SSLError is one) for an unreadable file.
    """
    made = ssl.create_default_context(cafile=str(ca_file) if ca_file else None)
    if not verify:
        made.check_hostname = False
        made.verify_mode = ssl.CERT_NONE
    if cert_file:
        made.load_cert_chain(str(cert_file), str(key_file) if key_file else None)
    return made
