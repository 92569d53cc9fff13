"""What broke on the way, told from the error that the network gave."""

import errno
import socket
import ssl
from collections.abc import Iterator

import httpx

from exportdesk.core.errors import FetchFailed

# No way out of this machine, as against a server that does not answer.
_NO_WAY = (errno.ENETUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL)
_NOWHERE = "Invalid URL in location header"
_LONGEST = 120
_CUT = ("peer closed connection", "Server disconnected")


def explained(error: Exception, *, host: str, proxy: str, answered: bool) -> FetchFailed:
    """Return what the user reads for an error of the network.

    `proxy` is the proxy's host, "" without one; `answered` = the server had begun its answer.
    """
    match error:
        case httpx.ProxyError():
            return FetchFailed("fetch-proxy-refused", proxy=proxy, detail=_short(str(error)))
        case httpx.ConnectTimeout() | httpx.ConnectError():
            return _no_connection(error, host, proxy)
        case httpx.RemoteProtocolError() if str(error).startswith(_NOWHERE):
            return FetchFailed("fetch-redirect-odd", host=host, to=_short(str(error)))
        case httpx.RemoteProtocolError() if not str(error).startswith(_CUT):
            return FetchFailed("fetch-protocol", host=host, detail=_short(str(error)))
        case httpx.InvalidURL() | httpx.UnsupportedProtocol() | UnicodeError():
            return FetchFailed("fetch-address-bad", detail=_short(str(error)))
        case _:
            return FetchFailed("fetch-cut" if answered else "fetch-hung-up", host=host)


def _no_connection(error: Exception, host: str, proxy: str) -> FetchFailed:
    if proxy and not any(isinstance(cause, ssl.SSLError) for cause in _causes(error)):
        return FetchFailed("fetch-proxy-unreachable", proxy=proxy, detail=_short(str(error)))
    for cause in _causes(error):
        match cause:
            case ssl.SSLCertVerificationError():
                detail = cause.verify_message or str(cause)
                return FetchFailed("fetch-certificate", host=host, detail=detail)
            case ssl.SSLError():
                detail = (cause.reason or str(cause)).replace("_", " ").lower()
                return FetchFailed("fetch-tls", host=host, detail=detail)
            case socket.gaierror():
                offline = cause.errno == socket.EAI_AGAIN
                return FetchFailed("fetch-offline" if offline else "fetch-name-unknown", host=host)
            case ConnectionRefusedError():
                return FetchFailed("fetch-refused", host=host)
            case OSError() if cause.errno in _NO_WAY:
                return FetchFailed("fetch-offline", host=host)
            case _:
                continue
    if isinstance(error, httpx.ConnectTimeout):
        return FetchFailed("fetch-connect-timeout", host=host)
    return FetchFailed("fetch-unreachable", host=host, detail=_short(str(error)))


def _short(detail: str) -> str:
    """Return what a server or a library said, without what would fill the page or break it."""
    said = "".join(character for character in detail if character.isprintable())
    return said if len(said) <= _LONGEST else said[:_LONGEST] + "…"


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield the errors an error came from, the deepest last."""
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__
