from apps.content import content
from apps.matching.services.skills import load_skills

content(load_skills)
