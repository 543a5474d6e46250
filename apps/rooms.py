"""The rooms of the apps: what a start looks for in each of them, beside the app's own modules."""

from importlib import import_module
from pathlib import Path

from django.apps import apps


def import_from_rooms(*names: str) -> None:
    """Imports `apps.<app>.<name>` and `apps.<app>.<room>.<name>` wherever there is such a module."""
    for app in apps.get_app_configs():
        if not app.name.startswith("apps."):
            continue
        folder = Path(app.path)
        for package in (folder, *sorted(room for room in folder.iterdir() if (room / "__init__.py").exists())):
            for name in names:
                if (package / f"{name}.py").exists() or (package / name / "__init__.py").exists():
                    import_module(".".join([app.name, *package.relative_to(folder).parts, name]))
