"""The models of this app's rooms."""

from apps.accounts.companies.models import Company, Invitation, JoinRequest
from apps.accounts.people.models import Block, Role, User, UserManager
from apps.accounts.segments.models import Trait
from apps.accounts.sessions.models import SignInAttempt

__all__ = ["Block", "Company", "Invitation", "JoinRequest", "Role", "SignInAttempt", "Trait", "User", "UserManager"]
