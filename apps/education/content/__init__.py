from apps.content import content
from apps.education.articles.services import load_articles, look_at_shipped
from apps.education.circles.services import load_circles
from apps.education.courses.services import load_courses
from apps.education.experts.services import load_expert_topics
from apps.education.rehearsals.services import load_rehearsals
from apps.education.tips.shipping import load_tips

content(load_articles)
content(load_courses)
content(load_rehearsals)
content(load_expert_topics)
content(load_circles)
content(load_tips)
content(look_at_shipped, comes_last=True)
