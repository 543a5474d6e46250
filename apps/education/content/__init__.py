from apps.content import content
from apps.education.services.articles import load_articles

content(load_articles)
