from apps.content import content
from apps.matching.skills.services import load_skills

content(load_skills)
