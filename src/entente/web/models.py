"""The pages' own tables: who signs in, for which post, and what belongs to one person's work at the screen.

Acts name posts; who held a post is a national matter and stays here. Nothing in these tables is exchanged.
Times ending in `_us` are the node's microseconds since 1970 UTC (simulated in an exercise); others are real. Serves every clause.
"""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as Users
from django.db import models

from entente.web.process import asked


class Post(models.Model):
    """A post as acts name it ("GBR:FCDO:japan-desk"), and what its holder may do and see."""

    code = models.CharField(max_length=120, unique=True)
    title_en = models.CharField(max_length=200)
    title_ja = models.CharField(max_length=200)
    organisation = models.CharField(max_length=80)  # "GBR:FCDO"
    nationality = models.CharField(max_length=3)
    roles = models.JSONField(default=list)  # of posts.ROLES
    clearances = models.JSONField(default=dict)  # policy identifier to classification
    purposes = models.JSONField(default=list)


class UserManager(Users):
    """Users with their posts, which every page asks for."""

    def get(self, *args: object, **kwargs: object) -> User:
        """One user, read together with his post; by his number alone, as every page asks, in a statement that stands ready."""
        if not args and kwargs.keys() == {"pk"} and isinstance(kwargs["pk"], int):
            return _by_number(kwargs["pk"])
        found: User = self.get_queryset().select_related("post").get(*args, **kwargs)
        return found


class User(AbstractUser):
    """A person who signs in; without a post he sees his account and nothing else."""

    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="holders")
    seen_us = models.BigIntegerField(default=0)  # when he last looked at the Desk
    language = models.CharField(max_length=5, default="")
    one_time_until = models.DateTimeField(null=True, blank=True)  # his password is an administrator's until he has chosen his own

    sign_on = models.CharField(max_length=191, default="", blank=True)  # his name at the government's identity provider; empty: none

    class Meta:
        constraints = (models.UniqueConstraint(fields=("sign_on",), condition=~models.Q(sign_on=""), name="sign_on_once"),)

    objects = UserManager()


def _by_number(number: int) -> User:
    """The user of a number, with his post."""
    of_user, of_post = asked.columns(User, "u"), asked.columns(Post, "p")
    found = asked.rows(f"SELECT {of_user}, {of_post} FROM web_user u LEFT JOIN web_post p ON p.id = u.post_id WHERE u.id = %s", (number,))
    if not found:
        raise User.DoesNotExist
    width = len(User._meta.concrete_fields)
    user = asked.made(User, found[0][:width])
    if user.post_id is not None:
        user.post = asked.made(Post, found[0][width:])
    return user


class Trace(models.Model):
    """That a person has opened or worked on a record, and when last: his own way back to it."""

    user = models.ForeignKey(User, models.CASCADE)
    record = models.CharField(max_length=68)
    verb = models.CharField(max_length=20)
    at_us = models.BigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "record"), name="trace_once"),)
        indexes = (models.Index(fields=("user", "-at_us"), name="trace_lately"),)


class Autosave(models.Model):
    """What a person has typed into a form and not yet sent, by the form's name: it outlives the session."""

    user = models.ForeignKey(User, models.CASCADE)
    form = models.CharField(max_length=200)
    values = models.JSONField()
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "form"), name="autosave_once"),)


class Presence(models.Model):
    """That a person has a form about a record open: since when, and when his page last said so."""

    user = models.ForeignKey(User, models.CASCADE)
    about = models.CharField(max_length=200)
    since = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "about"), name="presence_once"),)
        indexes = (models.Index(fields=("about", "seen_at"), name="presence_about"),)


class Preference(models.Model):
    """How a person wants a page: saved views, columns."""

    user = models.ForeignKey(User, models.CASCADE)
    name = models.CharField(max_length=120)
    value = models.JSONField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "name"), name="preference_once"),)


class Token(models.Model):
    """A key to the HTTP API, or to calendar feeds, for one person in one post.

    It is worth what both are worth, and less where its scope is narrower. Who granted it never sees it: the holder collects it, once,
    and only its digest is kept.
    """

    READ, WRITE, CALENDAR = "read", "write", "calendar"  # the last opens its holder's calendar feeds and nothing else

    post = models.ForeignKey(Post, models.CASCADE, related_name="tokens")
    holder = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    scope = models.CharField(max_length=8)
    digest = models.CharField(max_length=64, unique=True, null=True)  # SHA-256 of the secret; none until it is collected
    granted_by = models.CharField(max_length=150)
    granted_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
