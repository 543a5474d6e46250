from apps.content import content
from apps.gamification.services.defaults import install_defaults

content(install_defaults)
