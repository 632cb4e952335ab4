"""Shared results: what was found on a day, kept byte for byte, behind a secret link."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import NamedTuple, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

LIFETIME = timedelta(days=90)


class Tokens(NamedTuple):
    """The two secrets of a shared result; the database never holds them."""

    reading: str
    managing: str


def new_tokens() -> Tokens:
    return Tokens(secrets.token_urlsafe(24), secrets.token_urlsafe(24))


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()


def default_expiry() -> datetime:
    return timezone.now() + LIFETIME


class SharedResultQuerySet(models.QuerySet["SharedResult"]):
    def opened_by(self, token: str) -> Self:
        """What a reader with that token may see now."""
        return self.filter(
            token_hash=hash_of(token),
            revoked_at__isnull=True,
            expires_at__gt=timezone.now(),
        )

    def managed_by(self, tokens: Tokens) -> Self:
        """What the maker may manage, also once it is revoked or has expired."""
        return self.filter(
            token_hash=hash_of(tokens.reading), manage_hash=hash_of(tokens.managing)
        )


class SharedResult(models.Model):
    """One result as it was when it was shared."""

    token_hash = models.CharField(max_length=64, unique=True)
    manage_hash = models.CharField(max_length=64, unique=True)
    title = models.CharField(max_length=120, blank=True)
    note = models.TextField(max_length=1000, blank=True)
    answers = models.JSONField(
        help_text="Pairs of key and value, to start a copy from."
    )
    answers_in_words = models.JSONField(
        help_text="Questions and answers as they read when the result was shared."
    )
    result = models.TextField(help_text="The result object, byte for byte.")
    catalog_revision = models.CharField(max_length=64)
    method_version = models.CharField(max_length=20)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(default=default_expiry)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = SharedResultQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")),
                name="shared_result_expires_after_it_was_made",
                violation_error_message="A link must live for some time.",
            ),
        ]

    def __str__(self) -> str:
        return self.title or f"Result of {self.created_at:%d %B %Y}"

    @property
    def is_open(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()

    def revoke(self) -> None:
        if self.revoked_at is None:
            self.revoked_at = timezone.now()
            self.save(update_fields=["revoked_at"])
