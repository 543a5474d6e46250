from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Member(models.Model):
    """A person as one who earns: their choices, and the row whose lock makes limits hold under concurrency.

    `points` are the sum of what counts of their awards, kept with each entry under this lock and proven each night.
    `level_number` follows the points; below what it takes it is kept until
    `level_kept_until`. What it unlocks is handed down as traits of the person.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="member", verbose_name=_("person")
    )
    hides_all = models.BooleanField(_("hide points, levels and missions"), default=False)

    class RankingAs(models.TextChoices):
        NOBODY = "nobody", _("Unnamed")
        NICKNAME = "nickname", _("By a nickname")
        NAME = "name", _("By my name")

    hides_rankings = models.BooleanField(_("on no ranking"), default=False)
    ranking_as = models.CharField(
        _("shown on rankings"), max_length=8, choices=RankingAs.choices, default=RankingAs.NOBODY
    )
    nickname = models.CharField(_("nickname"), max_length=24, blank=True)
    title_badge = models.ForeignKey(
        "gamification.Badge", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("title worn")
    )
    """Whose title the person chose to wear. It shows only while they have the badge."""
    hides_popups = models.BooleanField(_("no pop-ups"), default=False)
    points = models.PositiveIntegerField(_("points"), default=0)
    level_number = models.PositiveSmallIntegerField(_("level"), default=1)
    level_kept_until = models.DateTimeField(_("level kept until"), null=True, blank=True)

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")

    def __str__(self) -> str:
        return str(self.person_id)

    @property
    def wants_popups(self) -> bool:
        return not (self.hides_all or self.hides_popups)
