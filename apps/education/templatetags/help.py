"""`{% load help %}`: how articles look."""

from django import template

from apps.education.articles.models import Article

register = template.Library()

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
