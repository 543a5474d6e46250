"""`{% load help %}`: the way from a page to the article that explains it."""

from typing import Any

from django import template
from django.core.cache import cache
from django.utils.translation import get_language

from apps.education.articles.models import Article, tongue_of

register = template.Library()

KEPT_SECONDS = 60
ICONS = {
    Article.Category.GETTING_STARTED: "sprout",
    Article.Category.ANSWERS: "message-circle-reply",
    Article.Category.CONVERSATIONS: "messages-square",
    Article.Category.MATCHING: "search",
    Article.Category.HIRING: "briefcase-business",
    Article.Category.POINTS: "award",
    Article.Category.PRIVACY: "shield-check",
    Article.Category.FEEDBACK: "life-buoy",
    Article.Category.ACCOUNT: "settings",
    Article.Category.INTEGRATING: "plug",
    Article.Category.OPERATING: "wrench",
}


@register.filter
def category_icon(category: str) -> str:
    return ICONS.get(Article.Category(category), "book-open")


@register.inclusion_tag("education/_help_link.html")
def help_link(slug: str, label: str = "") -> dict[str, Any]:
    """A small link to an article, named by its title or by `label`; nothing when it isn't published."""
    tongue = tongue_of(get_language())
    key = f"education.help_link:{slug}:{tongue}"
    title = cache.get(key)
    if title is None:
        article = Article.objects.published().filter(slug=slug).only("slug", "title_en", "title_zh").first()
        title = article.text("title", tongue) if article else ""
        cache.set(key, title, KEPT_SECONDS)
    return {"slug": slug, "title": title, "label": label or title}
