"""The pages' own tables, asked directly: the same objects as Django's, and no way to the store's tables."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import models
from tests.web.sample import Stage

from entente.web.models import Post, Trace, User
from entente.web.process import asked


@pytest.fixture
def person(shown: Stage) -> Iterator[User]:
    user = User.objects.get(username="gbr-drafter")
    yield user
    user.save()


def values(one: models.Model) -> dict[str, object]:
    return {field.attname: getattr(one, field.attname) for field in one._meta.concrete_fields}


def test_a_person_is_read_as_django_reads_him(person: User) -> None:
    User.objects.filter(pk=person.pk).update(one_time_until=datetime(2031, 5, 4, 3, 2, 1, tzinfo=UTC), language="ja", seen_us=7)
    direct = User.objects.get(pk=person.pk)
    django = User.objects.filter(pk=person.pk).select_related("post")[0]
    assert direct.post is not None and django.post is not None
    assert values(direct) == values(django) and values(direct.post) == values(django.post)
    assert direct.one_time_until == datetime(2031, 5, 4, 3, 2, 1, tzinfo=UTC) and direct.is_active is True
    assert "drafter" in direct.post.roles


def test_a_person_without_a_post_and_one_who_is_not_there(shown: Stage) -> None:
    alone = User.objects.create(username="alone")
    try:
        assert User.objects.get(pk=alone.pk).post is None
    finally:
        alone.delete()
    with pytest.raises(User.DoesNotExist):
        User.objects.get(pk=2**40)


def test_what_a_post_may_do_counts_from_the_next_request_on(person: User) -> None:
    assert person.post is not None
    before = User.objects.get(pk=person.pk).post
    Post.objects.filter(pk=person.post.pk).update(clearances={})
    try:
        after = User.objects.get(pk=person.pk).post
        assert before is not None and before.clearances and after is not None and after.clearances == {}
    finally:
        person.post.save()


@pytest.mark.parametrize(
    "sql", ["SELECT * FROM record", "SELECT 1 FROM web_post p JOIN act a ON a.id = p.id", "update label SET text = ''"]
)
def test_no_table_of_the_store_is_asked(sql: str) -> None:
    for ask in (asked.rows, asked.change):
        with pytest.raises(ValueError, match="is no table of the pages"):
            ask(sql, ())


def test_a_change_says_how_many(person: User) -> None:
    assert asked.change("UPDATE web_user SET seen_us = %s WHERE id = %s", (9, person.pk)) == 1
    assert asked.change("UPDATE web_user SET seen_us = %s WHERE id = %s", (9, 2**40)) == 0
    assert User.objects.get(pk=person.pk).seen_us == 9
    assert asked.columns(Trace, "t").startswith("t.id, t.user_id")
