from typing import Any

from drf_spectacular.contrib.knox_auth_token import KnoxTokenScheme
from knox import auth

from apps.accounts.second_step.selectors import is_kept_back
from apps.accounts.second_step.services import SecondStepMissing


class TokenAuthentication(auth.TokenAuthentication):
    """By the token of a program. The token of an operator who lacks the second step that the site wants opens nothing,
    however old it is."""

    def validate_user(self, auth_token: Any) -> Any:
        validated = super().validate_user(auth_token)
        if is_kept_back(auth_token.user):
            raise SecondStepMissing
        return validated


class TokenScheme(KnoxTokenScheme):
    """How the API's description calls it, which the library says of its own class only."""

    target_class = "apps.accounts.sessions.authentication.TokenAuthentication"
