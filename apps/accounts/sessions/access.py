from knox.models import AbstractAuthToken
from rest_framework.request import Request

from apps.realtime.models import CredentialKind


def credential_of(request: Request) -> tuple[CredentialKind, str]:
    """With what the request is signed in: kind, and key or digest."""
    if isinstance(request.auth, AbstractAuthToken):
        return CredentialKind.TOKEN, request.auth.digest
    return CredentialKind.SESSION, request.session.session_key or ""
