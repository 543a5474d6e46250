from datetime import time
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from knox.models import get_token_model
from simple_history.models import HistoricalRecords

from apps.accounts.second_step.selectors import without_those_kept_back


class Role(models.TextChoices):
    CANDIDATE = "candidate", _("Candidate")
    RECRUITER = "recruiter", _("Recruiter")
    EXPERT = "expert", _("Expert")
    OPERATOR = "operator", _("Operator")


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        fields |= {"is_staff": True, "is_superuser": True, "role": Role.OPERATOR}
        return self.create_user(email, password, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    def who_get_in(self) -> models.QuerySet["User"]:
        """Those whose account is open and whom nothing keeps back once they are signed in."""
        return without_those_kept_back(self.filter(is_active=True))


class User(AbstractBaseUser, PermissionsMixin):
    """A person. Signs in by e-mail address; the name is what others see. From `quiet_from` to `quiet_until`, on their
    clock, nobody tells them what can wait; the same time twice means never."""

    email = models.EmailField(_("e-mail address"), unique=True, error_messages={"unique": _("This address is taken.")})
    name = models.CharField(_("name"), max_length=80)
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.CANDIDATE)
    company = models.ForeignKey(
        "accounts.Company", models.SET_NULL, null=True, blank=True, related_name="people", verbose_name=_("company")
    )
    headline = models.CharField(_("headline"), max_length=120, blank=True)
    avatar = models.ImageField(_("picture"), upload_to="avatars/", blank=True)
    language = models.CharField(
        _("language"), max_length=10, choices=[("en", "English"), ("zh-hans", "简体中文")], default="en"
    )
    time_zone = models.CharField(_("time zone"), max_length=40, default="UTC")
    send_read_receipts = models.BooleanField(_("read receipts"), default=True)
    is_invisible = models.BooleanField(_("invisible"), default=False)
    share_reply_window = models.BooleanField(_("show my reply times"), default=True)
    email_notifications = models.BooleanField(_("notifications by e-mail"), default=True)
    online_hints = models.BooleanField(_("hints that somebody is online"), default=False)
    quiet_from = models.TimeField(_("quiet from"), default=time(21))
    quiet_until = models.TimeField(_("quiet until"), default=time(9))
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("may use the console"), default=False)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)

    objects = UserManager()
    history = HistoricalRecords(excluded_fields=["password", "last_login"])

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="user_email_case_insensitive")]
        indexes: ClassVar = [
            models.Index(fields=["name"], name="operators_by_name", condition=models.Q(is_staff=True)),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A new password, whoever sets it and through which door, ends what was opened with the one before: tokens
        here; sessions and sockets, because each of them remembers the password it was opened with."""
        # AbstractBaseUser keeps a new password there until it is stored.
        has_new_password = getattr(self, "_password", None) is not None and not self._state.adding
        with transaction.atomic():
            super().save(*args, **kwargs)
            if has_new_password:
                get_token_model().objects.filter(user=self).delete()

    @property
    def is_candidate(self) -> bool:
        return self.role == Role.CANDIDATE

    @property
    def is_recruiter(self) -> bool:
        return self.role == Role.RECRUITER


class Block(models.Model):
    """`blocker` hears nothing more from `blocked`, nor the other way round; the blocked side isn't told."""

    blocker = models.ForeignKey(User, models.CASCADE, related_name="blocks", verbose_name=_("who blocks"))
    blocked = models.ForeignKey(User, models.CASCADE, related_name="blocked_by", verbose_name=_("who is blocked"))
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["blocker", "blocked"], name="one_block_per_pair"),
            models.CheckConstraint(condition=~models.Q(blocker=models.F("blocked")), name="nobody_blocks_themselves"),
        ]

    def __str__(self) -> str:
        return f"{self.blocker_id} ✕ {self.blocked_id}"
