"""Who may what where one signs in, by allauth; see `access`."""

from tests.contracts.roles import EVERYBODY, NOBODY, SIGNED_IN, Route, allauth

SIGNING_IN: dict[str, Route] = {
    "account_login": allauth(EVERYBODY),
    "account_logout": allauth(EVERYBODY),
    "mfa_index": allauth(SIGNED_IN, post=False),
    "mfa_authenticate": allauth(SIGNED_IN),
    "mfa_reauthenticate": allauth(SIGNED_IN),
    "mfa_activate_totp": allauth(SIGNED_IN),
    "mfa_deactivate_totp": allauth(NOBODY),
    "mfa_view_recovery_codes": allauth(NOBODY, post=False),
    "mfa_generate_recovery_codes": allauth(SIGNED_IN),
    "mfa_download_recovery_codes": allauth(NOBODY, post=False),
    "account_inactive": allauth(EVERYBODY, post=False),
    "account_signup": allauth(EVERYBODY),
    "account_reauthenticate": allauth(SIGNED_IN),
    "account_email": allauth(SIGNED_IN),
    "account_email_verification_sent": allauth(EVERYBODY, post=False),
    "account_change_password": allauth(SIGNED_IN),
    "account_set_password": allauth(SIGNED_IN),
    "account_reset_password": allauth(EVERYBODY),
    "account_confirm_login_code": allauth(SIGNED_IN),
    "account_confirm_email": allauth(EVERYBODY, post=False, kwargs=lambda world: {"key": "unknown"}),
    "account_reset_password_from_key_done": allauth(EVERYBODY, post=False),
    "account_reset_password_from_key": allauth(EVERYBODY, kwargs=lambda world: {"uidb36": "1", "key": "unknown"}),
    "account_reset_password_done": allauth(EVERYBODY, post=False),
    "openid_connect_login": allauth(NOBODY, kwargs=lambda world: {"provider_id": "sign-in"}),
    "openid_connect_callback": allauth(NOBODY, kwargs=lambda world: {"provider_id": "sign-in"}),
    "socialaccount_login_cancelled": allauth(EVERYBODY, post=False),
    "socialaccount_login_error": allauth(NOBODY, post=False),
    "socialaccount_signup": allauth(NOBODY),
    # Nothing is configured to sign in with.
    "socialaccount_connections": allauth(NOBODY),
}
