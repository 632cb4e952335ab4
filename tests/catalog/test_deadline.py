"""A query may fail, but nobody waits for ever."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connection

from catalog.deadline import deadline

pytestmark = pytest.mark.django_db


def in_a_thread(ask):
    """With a connection of its own, since one that was cut is of no more use."""

    def ask_and_leave():
        try:
            return ask()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(ask_and_leave).result()


def ask(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def test_who_waits_too_long_is_told():
    def ask_for_too_much():
        with deadline(0.2):
            ask("SELECT 1 FROM pg_sleep(4)")

    began = time.monotonic()
    with pytest.raises(OperationalError):
        in_a_thread(ask_for_too_much)

    assert time.monotonic() - began < 3


def test_the_connection_of_who_was_in_time_stays():
    def ask_twice():
        with deadline(0.2):
            first = ask("SELECT pg_backend_pid()")
        time.sleep(0.3)
        return first, ask("SELECT pg_backend_pid()")

    first, second = in_a_thread(ask_twice)

    assert first == second


def test_without_a_connection_there_is_nothing_to_cut():
    def wait():
        with deadline(0.05):
            time.sleep(0.2)
        return ask("SELECT 1")

    assert in_a_thread(wait) == 1
