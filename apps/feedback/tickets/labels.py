"""The words that sorting has for a ticket."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Category(models.TextChoices):
    FUNCTIONAL = "functional", _("Something doesn't work")
    EXPERIENCE = "experience", _("Something is unpleasant to use")
    FEATURE_REQUEST = "feature_request", _("A wish")
    QUESTION = "question", _("A question")
    PRAISE = "praise", _("Praise")
    INVALID = "invalid", _("Not feedback")


class Severity(models.TextChoices):
    CRITICAL = "critical", _("Critical")
    HIGH = "high", _("High")
    NORMAL = "normal", _("Normal")
    LOW = "low", _("Low")


class Area(models.TextChoices):
    CHAT = "chat", _("Conversations")
    MATCHING = "matching", _("Jobs and matches")
    POINTS = "points", _("Points and missions")
    RESUME = "resume", _("Résumé")
    INTERVIEW = "interview", _("Interviews")
    FILES = "files", _("Files and pictures")
    SEARCH = "search", _("Search")
    ACCOUNT = "account", _("Account and sign-in")
    NOTIFICATIONS = "notifications", _("Notifications")
    HELP = "help", _("Help")
    OTHER = "other", _("Something else")


class Cause(models.TextChoices):
    """What a low score came from."""

    SILENCE = "silence", _("An answer came late, or none")
    MANNER = "manner", _("Unkind or unfair words")
    FACTS = "facts", _("Wrong or missing information")
    PRODUCT = "product", _("Something of the product didn't work")
    DECISION = "decision", _("Unhappy with a decision")
    OTHER = "other", _("Something else")


class SpamBand(models.TextChoices):
    CLEAR = "clear", _("No spam")
    UNSURE = "unsure", _("Perhaps spam")
    SPAM = "spam", _("Spam")


class Language(models.TextChoices):
    """In which language a text is written; `apps.language.detect` says so."""

    ENGLISH = "en", _("English")
    CHINESE = "zh", _("Chinese")
    MIXED = "mixed", _("Mixed")
    OTHER = "und", _("Other")


class Mood(models.TextChoices):
    POSITIVE = "positive", _("Pleased")
    NEUTRAL = "neutral", _("Neutral")
    NEGATIVE = "negative", _("Displeased")


class Field(models.TextChoices):
    """What can be said about a ticket."""

    LANGUAGE = "language", _("Language")
    CATEGORY = "category", _("Category")
    SEVERITY = "severity", _("Severity")
    AREA = "area", _("Area")
    SENTIMENT = "sentiment", _("Mood")
    SPAM = "spam", _("Spam")
