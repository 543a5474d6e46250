from datetime import datetime

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.feedback.releases.models import Release
from apps.feedback.releases.selectors import published_releases


class ChangelogFeed(Feed):
    """For feed readers, in the reader's language."""

    feed_type = Atom1Feed
    title: str | Promise = _("What's new in Rapport")

    def link(self) -> str:
        return reverse("feedback:changelog")

    def items(self) -> list[Release]:
        return list(published_releases()[:20])

    def item_title(self, item: Release) -> str:
        return f"{item.version} · {item.title}"

    def item_description(self, item: Release) -> str:
        return item.text

    def item_updateddate(self, item: Release) -> datetime | None:
        return item.published_at
