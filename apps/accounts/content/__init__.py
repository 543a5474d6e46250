from apps.accounts.staff.groups import install_groups
from apps.content import content

content(install_groups)
