"""Who asks for a file: by the signature in its address, or else by a header or the cookie of a browser."""

from urllib.parse import quote

from starlette.requests import Request

from auth.sign_in import authenticate, authenticate_signature
from auth.signatures import signature_in
from auth.viewer import Viewer
from schema.cookies import COOKIE

# A file is shown and nothing more: no script in it runs, and nothing is fetched from it.
FILE_HEADERS = {
    "x-content-type-options": "nosniff",
    "content-security-policy": "sandbox; default-src 'none'",
    "cache-control": "private, no-cache",
}


async def viewer_of(request: Request, what: str) -> Viewer:
    """Raises Unauthenticated. A signature that is there decides alone, and must be about `what`; one that is over, on a
    page that was left open, decides nothing.
    """
    signature = signature_in(request.query_params)
    if signature is not None and not signature.is_over:
        return await authenticate_signature(signature, what)
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return await authenticate(token.strip() if scheme.lower() == "bearer" else request.cookies.get(COOKIE, ""))


def disposition(name: str) -> str:
    """RFC 6266: a plain name for old browsers, and the real one. What is sent may all be shown in place."""
    plain = "".join(letter if letter.isascii() and (letter.isalnum() or letter in "-_. ") else "_" for letter in name)
    return f"inline; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
