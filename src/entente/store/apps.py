"""The store as a Django application."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """Tables under plain names; see models."""

    name = "entente.store"
    label = "store"
    default_auto_field = "django.db.models.BigAutoField"
