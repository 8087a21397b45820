"""The certificates that peers show and trust, as `distributed` takes them."""

from __future__ import annotations

import pathlib

from distributed.security import Security


def _of(folder, authority="ca", own="peer"):
    files = pathlib.Path(folder)
    certificate, key = str(files / f"{own}.pem"), str(files / f"{own}.key")
    return Security(
        require_encryption=True,
        tls_ca_file=str(files / f"{authority}.pem"),
        tls_client_cert=certificate, tls_client_key=key,
        tls_worker_cert=certificate, tls_worker_key=key)


def to_connect(folder, authority="ca", own="peer"):
    """What `rpc` and `connect` take besides an address; nothing without a folder."""
    return _of(folder, authority, own).get_connection_args("client") if folder else {}


def to_listen(folder):
    """What `Server.listen` takes besides an address; nothing without a folder."""
    return _of(folder).get_listen_args("worker") if folder else {}
