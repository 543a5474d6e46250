from typing import Any

from allauth.socialaccount.forms import SignupForm


class SignUpElsewhereForm(SignupForm):
    """The address is the one that came with the sign-in: whoever could type another would learn whether it is taken."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].disabled = True
