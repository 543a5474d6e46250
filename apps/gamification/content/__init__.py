from apps.content import content
from apps.gamification.content.starter import install_defaults

content(install_defaults)
