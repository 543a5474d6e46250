from apps.content import content
from apps.education.articles.services import load_articles

content(load_articles)
