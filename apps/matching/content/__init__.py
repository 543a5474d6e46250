from apps.content import content
from apps.matching.facts.loading import load_topics
from apps.matching.skills.services import load_skills

content(load_skills)
content(load_topics)
