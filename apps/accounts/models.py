"""The models of this app's rooms."""

from apps.accounts.attempts.models import SignInAttempt
from apps.accounts.companies.models import Company, Invitation, JoinRequest
from apps.accounts.consent.models import Consent, LegalText
from apps.accounts.people.models import Block, Role, User, UserManager
from apps.accounts.privacy.models import AccountClosure, DataExport
from apps.accounts.seals.models import Seal, SealCheck
from apps.accounts.segments.models import Segment, SegmentCondition, SegmentMember, SegmentSize, Trait

__all__ = [
    "AccountClosure",
    "Block",
    "Company",
    "Consent",
    "DataExport",
    "Invitation",
    "JoinRequest",
    "LegalText",
    "Role",
    "Seal",
    "SealCheck",
    "Segment",
    "SegmentCondition",
    "SegmentMember",
    "SegmentSize",
    "SignInAttempt",
    "Trait",
    "User",
    "UserManager",
]
