from django.urls import path

from apps.chat import views

app_name = "chat"
urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/lines/", views.lines, name="lines"),
    path("inbox/<int:conversation_id>/", views.conversation, name="conversation"),
    path("inbox/<int:conversation_id>/open/", views.open_fragment, name="open"),
    path("inbox/<int:conversation_id>/around/", views.around, name="around"),
    path("inbox/<int:conversation_id>/line/", views.line, name="line"),
    path("inbox/<int:conversation_id>/do/<slug:action>/", views.act, name="act"),
    path("greet/", views.greet, name="greet"),
    path("presets/", views.presets, name="presets"),
    path("presets/new/", views.preset_edit, name="preset_new"),
    path("presets/preview/", views.preset_preview, name="preset_preview"),
    path("presets/<int:preset_id>/", views.preset_edit, name="preset_edit"),
    path("presets/<int:preset_id>/delete/", views.preset_delete, name="preset_delete"),
    path("away/", views.away, name="away"),
]
