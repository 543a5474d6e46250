"""The addresses of chat's pages, gathered from its rooms."""

from apps.chat.applications.urls import urlpatterns as applications
from apps.chat.availability.urls import urlpatterns as availability
from apps.chat.bulk.urls import urlpatterns as bulk
from apps.chat.candidates.urls import urlpatterns as candidates
from apps.chat.cards.urls import urlpatterns as cards
from apps.chat.closing.urls import urlpatterns as closing
from apps.chat.conversation_page.urls import urlpatterns as conversation_page
from apps.chat.greeting.urls import urlpatterns as greeting
from apps.chat.groups.urls import urlpatterns as groups
from apps.chat.inbox.urls import urlpatterns as inbox
from apps.chat.interviews.urls import urlpatterns as interviews
from apps.chat.moderation.urls import urlpatterns as moderation
from apps.chat.presets.urls import urlpatterns as presets
from apps.chat.safety.urls import urlpatterns as safety
from apps.chat.scheduling.urls import urlpatterns as scheduling
from apps.chat.search.urls import urlpatterns as search
from apps.chat.suggestions.urls import urlpatterns as suggestions
from apps.chat.team.urls import urlpatterns as team

app_name = "chat"
urlpatterns = [
    *inbox,
    *bulk,
    *candidates,
    *team,
    *conversation_page,
    *cards,
    *interviews,
    *greeting,
    *groups,
    *presets,
    *availability,
    *safety,
    *moderation,
    *scheduling,
    *closing,
    *applications,
    *suggestions,
    *search,
]
