"""Who makes a request, and what is said to them."""

from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest


def signed_in(request: HttpRequest) -> AbstractBaseUser | None:
    """Who makes the request."""
    return request.user if request.user.is_authenticated else None


def tell(request: HttpRequest, why_not: ValidationError) -> None:
    """Say on the next page why nothing was written."""
    for sentence in why_not.messages:
        messages.error(request, sentence)
