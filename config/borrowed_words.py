"""Words of libraries that we show and translate ourselves: theirs are missing or speak to the reader as a stranger.

Nothing imports this; `makemessages` reads it, and our catalogue comes before theirs.
"""

from django.utils.translation import gettext_noop as _

WORDS = [
    _("A user is already registered with this email address."),
    _("A valid biginteger is required."),
    _("Be patient, you are sending too many requests."),
    _("Current Password"),
    _("Email"),
    _("Email address"),
    _("Incorrect password."),
    _("Integer value too large to convert to float"),
    _("Invalid or expired key."),
    _("New Password"),
    _("New Password (again)"),
    _("Password"),
    _("Password (again)"),
    _("Please type your current password."),
    _("The email address and/or password you specified are not correct."),
    _("The password reset token was invalid."),
    _("This account is currently inactive."),
    _("This email address is already associated with this account."),
    _("Too many failed login attempts. Try again later."),
    _("Upload a valid image. The file you uploaded was either not an image or a corrupted image."),
    _("Use authenticator app or code"),
    _("Use your password"),
    _("You cannot add more than %d email addresses."),
    _("You cannot generate recovery codes without having two-factor authentication enabled."),
    _("You cannot remove your primary email address."),
    _("You do not have permission to perform this action."),
    _("You must type the same email each time."),
    _("You must type the same password each time."),
    _("Your primary email address must be verified."),
]
