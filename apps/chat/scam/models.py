"""What the guard against scams goes by, and what it warned of."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from apps.accounts.models import User
from apps.chat.messages.models import Message
from apps.chat.scam.rulebook import INNOCENT, UnreadablePattern, read_patterns

UNREADABLE = _("This line isn't a pattern: “%(line)s”.")


class Family(models.TextChoices):
    """The tricks, as moderators name them."""

    FEE = "fee", _("Fee before hiring")
    DEPOSIT = "deposit", _("Deposit")
    UNIFORM_MEDICAL = "uniform_medical", _("Uniform or medical fee")
    TRAINING_LOAN = "training_loan", _("Training loan")
    BRUSHING = "brushing", _("Brushing and paid tasks")
    LAUNDERING = "laundering", _("Renting accounts, moving money")
    DOCUMENTS = "documents", _("Identity document or bank card")
    CODE = "code", _("Verification code")
    LURE = "lure", _("Lure to another app")
    OVERSEAS = "overseas", _("Fake job abroad")
    CRYPTO = "crypto", _("Investment or crypto")
    PHISHING = "phishing", _("Phishing link")
    VISA = "visa", _("Visa fee")
    MLM = "mlm", _("Multi-level scheme")
    CHEQUE = "cheque", _("Cheque or overpayment")
    MODEL = "model", _("Like known scams")
    """What no rule names, but resembles."""
    INNOCENT = INNOCENT, _("Speaks for the message")


class ScamRule(models.Model):
    """The patterns of one trick, a line each."""

    family = models.CharField(_("trick"), max_length=20, choices=Family.choices, unique=True)
    patterns = models.TextField(
        _("patterns"),
        help_text=_(
            "One a line: groups of words joined by +, of which each must be met; after “ - ” words that must not stand"
            " beside them. “word*” is the beginning of a word, @no the usual words of denial."
        ),
    )
    asks_sender = models.BooleanField(
        _("asks the sender"), default=True, help_text=_("Whether the sender is asked once before it goes out.")
    )
    is_active = models.BooleanField(_("active"), default=True)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("scam rule")
        verbose_name_plural = _("scam rules")
        ordering: ClassVar = ["family"]

    def __str__(self) -> str:
        return str(self.get_family_display())

    def clean(self) -> None:
        try:
            read_patterns(self.patterns)
        except UnreadablePattern as error:
            raise ValidationError({"patterns": UNREADABLE % {"line": str(error)[:200]}}) from error


class ScamWarning(models.Model):
    """A message that its reader is warned of. Holds no text: `start` and `end` say where in the message it stands."""

    class Verdict(models.TextChoices):
        OPEN = "open", _("Not looked at")
        SCAM = "scam", _("It is a scam")
        HARMLESS = "harmless", _("Harmless")

    message = models.OneToOneField(Message, models.CASCADE, related_name="scam_warning", verbose_name=_("message"))
    family = models.CharField(_("trick"), max_length=20, choices=Family.choices)
    start = models.PositiveIntegerField(_("from character"), default=0)
    end = models.PositiveIntegerField(_("to character"), default=0)
    confidence = models.FloatField(_("confidence"), help_text=_("0 to 1; of a rule 1."))
    version = models.CharField(_("version"), max_length=40, help_text=_("Of the rules or of the model."))
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict.choices, default=Verdict.OPEN)
    decided_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("scam warning")
        verbose_name_plural = _("scam warnings")
        indexes: ClassVar = [models.Index(fields=["verdict", "created_at"], name="warnings_to_look_at")]

    def __str__(self) -> str:
        return f"{self.message_id} {self.get_family_display()}"
