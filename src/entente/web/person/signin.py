"""The addresses of sign-in: those of allauth's views that this node offers, and no others.

No self-service sign-up, mail or password reset: accounts are the administrator's. Serves S2, A1.
"""

from __future__ import annotations

from allauth.account import views
from django.urls import include, path

from entente.web.person import sign_on

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("sign-on/", sign_on.begin, name="sign_on"),
    path("sign-on/<slug:provider_id>/callback/", sign_on.callback, name="openid_connect_callback"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/", views.password_change, name="account_change_password"),
    path("second-factor/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
]
