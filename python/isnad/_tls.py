"""TLS for both clients."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import grpc


@dataclass(frozen=True, slots=True)
class Tls:
    """How a client authenticates the server and itself. The paths are of PEM files."""

    ca: str | Path | None = None
    """The CA certificates for servers; None for gRPC's default."""
    cert: str | Path | None = None
    """The client's own certificate, for mTLS; with ``key``."""
    key: str | Path | None = None
    server_name: str | None = None
    """The name in the server's certificate, if it differs from the target."""

    def credentials(self) -> grpc.ChannelCredentials:
        """The gRPC credentials. Raises ``OSError`` for a file that cannot be read."""
        import grpc

        if (self.cert is None) != (self.key is None):
            raise ValueError("mTLS needs both cert and key")
        ca, key, cert = (None if path is None else Path(path).read_bytes() for path in (self.ca, self.key, self.cert))
        return grpc.ssl_channel_credentials(ca, key, cert)
