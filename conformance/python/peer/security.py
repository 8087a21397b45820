"""The certificates that peers show and trust, as `distributed` takes them."""

from __future__ import annotations

import pathlib

from distributed.security import Security


def _of(folder):
    files = pathlib.Path(folder)
    return Security(
        require_encryption=True,
        tls_ca_file=str(files / "ca.pem"),
        tls_client_cert=str(files / "peer.pem"), tls_client_key=str(files / "peer.key"),
        tls_worker_cert=str(files / "peer.pem"), tls_worker_key=str(files / "peer.key"))


def to_connect(folder):
    """What `rpc` and `connect` take besides an address; nothing without a folder."""
    return _of(folder).get_connection_args("client") if folder else {}


def to_listen(folder):
    """What `Server.listen` takes besides an address; nothing without a folder."""
    return _of(folder).get_listen_args("worker") if folder else {}
