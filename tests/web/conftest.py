"""What the tests of pages share: Django with the pages' settings, and two governments' nodes with something to show.

The settings are taken when this file is collected, before any test runs, so that stores which other tests make in the same process get
the same ones; the pages' own tables are made only under Django's alias "default".
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import django
import pytest
from django.conf import settings
from django.test.utils import setup_test_environment

os.environ["DJANGO_SETTINGS_MODULE"] = "entente.web.settings"
django.setup()
setup_test_environment()
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]  # a stage has five passwords

from tests.web.sample import Stage, stage  # noqa: E402 - imports models, which want the settings


@pytest.fixture(scope="session")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Two nodes, the declaration in effect, measures in several states; the pages show London's. For tests that change nothing of it."""
    with stage(tmp_path_factory.mktemp("stage")) as made:
        yield made
