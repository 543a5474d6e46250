"""Pages that links in messages lead to, as a worker saw them."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


def picture_path(page: "LinkPage", filename: str) -> str:
    return f"links/{filename}"


class LinkPage(models.Model):
    """What stood behind an address when it was fetched. It serves every message with that address until `until`; then
    a newer row does, and older messages keep what they showed."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        DONE = "done", _("Done")
        NOTHING = "nothing", _("Nothing to show")

    digest = models.CharField(_("digest"), max_length=32, editable=False)
    url = models.CharField(_("address"), max_length=2000)
    is_current = models.BooleanField(_("current"), default=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    host = models.CharField(_("host"), max_length=253, blank=True)
    site = models.CharField(_("site"), max_length=80, blank=True)
    title = models.CharField(_("title"), max_length=200, blank=True)
    description = models.CharField(_("description"), max_length=300, blank=True)
    picture = models.FileField(_("picture"), upload_to=picture_path, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    claimed_at = models.DateTimeField(_("claimed"), null=True)
    until = models.DateTimeField(_("fresh until"))

    class Meta:
        verbose_name = _("page behind a link")
        verbose_name_plural = _("pages behind links")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["digest"], condition=models.Q(is_current=True), name="one_current_page_an_address"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["until"], name="link_page_empty", condition=models.Q(state="nothing")),
            models.Index(fields=["claimed_at"], name="link_page_waiting", condition=models.Q(state="waiting")),
        ]

    def __str__(self) -> str:
        return self.title or self.host


class LinkPreview(models.Model):
    """The one link of a message that is shown below it. Without a page its sender took it away, which lasts as long as
    the message has this link."""

    message = models.ForeignKey(
        "Message", models.CASCADE, db_index=False, related_name="links", verbose_name=_("message")
    )
    url = models.CharField(_("address"), max_length=2000, help_text=_("As it stands in the message."))
    page = models.ForeignKey(
        LinkPage, models.SET_NULL, null=True, related_name="previews", verbose_name=_("page behind a link")
    )

    class Meta:
        verbose_name = _("link preview")
        verbose_name_plural = _("link previews")
        # Not one to one: for most messages there is none, and looking for it must not raise.
        constraints: ClassVar = [models.UniqueConstraint(fields=["message"], name="one_link_preview_a_message")]

    def __str__(self) -> str:
        return f"{self.message_id}"

    def facts(self, body: str) -> dict[str, Any] | None:
        """What a message with this text shows; None where there is nothing, or the link isn't in it any more."""
        page = self.page
        if page is None or page.state != LinkPage.State.DONE or self.url not in body:
            return None
        return {
            "url": self.url,
            "host": page.host,
            "site": page.site,
            "title": page.title,
            "description": page.description,
            "has_picture": bool(page.picture),
        }
