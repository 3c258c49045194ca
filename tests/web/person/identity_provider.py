"""An identity provider of its own: allauth's OpenID Connect provider in a process, with people and one client, on a free port.

`python identity_provider.py FOLDER PORT CALLBACK`: serves until it is ended. Touches FOLDER.
"""

from __future__ import annotations

import sys
from pathlib import Path
from wsgiref.simple_server import make_server

CLIENT, SECRET, PASSWORD = "entente-london", "between-node-and-provider", "a-password-of-the-ministry"
PEOPLE = ("j.smith@ministry.example", "stranger@ministry.example")


def configure(folder: Path) -> None:
    """Django's settings of the provider."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa
    from django.conf import settings

    how = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    settings.configure(
        SECRET_KEY="of the provider in a test",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "provider.sqlite3"}},
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
            "allauth",
            "allauth.account",
            "allauth.idp.oidc",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "allauth.account.middleware.AccountMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
            }
        ],
        AUTHENTICATION_BACKENDS=["allauth.account.auth_backends.AuthenticationBackend"],
        ACCOUNT_EMAIL_VERIFICATION="none",
        SESSION_COOKIE_NAME="provider_session",
        CSRF_COOKIE_NAME="provider_csrf",
        USE_TZ=True,
        IDP_OIDC_PRIVATE_KEY=rsa.generate_private_key(65537, 2048).private_bytes(*how).decode(),
    )


def fill(callback: str) -> None:
    """People, and Entente's node as a client."""
    from allauth.idp.oidc.models import Client
    from django.contrib.auth.hashers import make_password
    from django.contrib.auth.models import User
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    for name in PEOPLE:
        User.objects.create_user(name, password=PASSWORD)
    client = Client(id=CLIENT, name="Entente", secret=make_password(SECRET), skip_consent=True)
    client.set_redirect_uris([callback])
    client.set_scopes(["openid", "profile"])
    client.save()


def main(folder: str, port: str, callback: str) -> None:
    """Sets up, says that it is ready, serves."""
    import django

    configure(Path(folder))
    django.setup()
    from django.core.wsgi import get_wsgi_application
    from django.urls import include, path

    global urlpatterns
    urlpatterns = [path("accounts/", include("allauth.account.urls")), path("", include("allauth.idp.urls"))]
    fill(callback)
    with make_server("127.0.0.1", int(port), get_wsgi_application()) as server:
        print("ready", flush=True)
        server.serve_forever()


urlpatterns: list[object] = []

if __name__ == "__main__":
    main(*sys.argv[1:])
