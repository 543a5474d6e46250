from apps.accounts.badges import badge
from apps.notifications.selectors import unread_count

badge("bell")(unread_count)
