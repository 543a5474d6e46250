from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from apps.ui.bilingual import in_language

MOST_WORDS = 500


class Reward(models.Model):
    """What one can get for coins. `stock` is what is left (null: any number), `per_person` how many one person may
    order (0: any number). `asks` is what an order has to say, such as which size; empty asks nothing."""

    key = models.SlugField(_("key"), unique=True)
    name_en = models.CharField(_("name (English)"), max_length=80)
    name_zh = models.CharField(_("name (Chinese)"), max_length=80)
    about_en = models.TextField(_("description (English)"), max_length=600)
    about_zh = models.TextField(_("description (Chinese)"), max_length=600)
    asks_en = models.CharField(_("question to who orders (English)"), max_length=160, blank=True)
    asks_zh = models.CharField(_("question to who orders (Chinese)"), max_length=160, blank=True)
    price = models.PositiveIntegerField(_("price in coins"))
    stock = models.PositiveIntegerField(_("left in stock"), null=True, blank=True, help_text=_("Empty: any number."))
    per_person = models.PositiveIntegerField(_("most for one person"), default=1, help_text=_("0: any number."))
    is_offered = models.BooleanField(_("on offer"), default=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("reward of the shop")
        verbose_name_plural = _("rewards of the shop")
        ordering: ClassVar = ["price", "key"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(price__gt=0),
                name="rewards_cost_something",
                violation_error_message=_("A reward costs one coin at least."),
            ),
            models.CheckConstraint(
                condition=models.Q(stock=None) | models.Q(stock__gte=0),
                name="stock_not_below_zero",
                violation_error_message=_("There can't be less than none in stock."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_en, self.name_zh)

    @property
    def about(self) -> str:
        return in_language(self.about_en, self.about_zh)

    @property
    def asks(self) -> str:
        return in_language(self.asks_en, self.asks_zh)


class Order(models.Model):
    """A reward that somebody ordered. Its coins are set aside until it is fulfilled or its coins are given back.

    `wish` is what the person said to it, `answer` what they were told; both are emptied when they are erased.
    """

    class State(models.TextChoices):
        ORDERED = "ordered", _("waiting to be fulfilled")
        FULFILLED = "fulfilled", _("fulfilled")
        REFUNDED = "refunded", _("refunded")
        CANCELLED = "cancelled", _("cancelled by the person")

    request_id = models.UUIDField(_("request"), unique=True, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="reward_orders", verbose_name=_("person")
    )
    reward = models.ForeignKey(Reward, models.PROTECT, related_name="orders", verbose_name=_("reward"))
    price = models.PositiveIntegerField(_("price in coins"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ORDERED)
    wish = models.TextField(_("wish"), max_length=MOST_WORDS, blank=True)
    answer = models.TextField(_("what they were told"), max_length=MOST_WORDS, blank=True)
    created_at = models.DateTimeField(_("ordered"))
    decided_at = models.DateTimeField(_("dealt with"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("dealt with by"),
    )

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["person", "-id"], name="orders_of_person"),
            models.Index(fields=["state", "created_at"], name="orders_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.reward} · {self.get_state_display()}"

    @property
    def reference(self) -> str:
        """By which the ledger names it."""
        return f"order:{self.pk}"
