"""The pages as a Django application. Serves every clause."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Tables of the pages' own: users, posts, traces, autosaved input, preferences."""

    name = "entente.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"
