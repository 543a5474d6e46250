from apps.notifications.deciding.selectors import unread_count
from apps.ui.badges import badge

badge("bell")(unread_count)
