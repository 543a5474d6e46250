from apps.accounts.models import User
from apps.chat.conversations.models import Conversation
from apps.chat.links.models import LinkPage, LinkPreview
from apps.errors import NotFound


def page_with_picture(viewer: User, message_id: int) -> LinkPage:
    """The page that a message shows, for who takes part. Raises NotFound also where it has no picture."""
    mine = Conversation.objects.for_user(viewer)
    shown = LinkPreview.objects.filter(message=message_id, message__conversation__in=mine, message__recalled_at=None)
    found = shown.select_related("page").first()
    if found is None or found.page is None or not found.page.picture:
        raise NotFound
    return found.page
