from django.urls import path

from apps.chat.presets import views

urlpatterns = [
    path("presets/", views.presets, name="presets"),
    path("presets/new/", views.preset_edit, name="preset_new"),
    path("presets/preview/", views.preset_preview, name="preset_preview"),
    path("presets/<int:preset_id>/", views.preset_edit, name="preset_edit"),
    path("presets/<int:preset_id>/delete/", views.preset_delete, name="preset_delete"),
    path("presets/<int:preset_id>/files/<int:file_id>/remove/", views.preset_remove_file, name="preset_remove_file"),
]
