"""Models side by side, as the address names them."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.listing.asked import shortened
from catalog.pages.comparison import FEWEST, MOST, comparison, known_slugs


@require_safe
def compared(request: HttpRequest) -> HttpResponse:
    """Two to four models; anything else is told, and the first four are compared."""
    asked = list(dict.fromkeys(filter(None, request.GET.getlist("m"))))
    known = known_slugs(asked)
    problems = problems_of(asked, known)
    if not problems and request.get_full_path() != address_of(known):
        return HttpResponseRedirect(address_of(known))
    shown = known[:MOST]
    is_enough = len(shown) >= FEWEST
    context = {
        "problems": problems,
        "comparison": comparison(shown, timezone.localdate()) if is_enough else None,
        "chosen": shown,
        "day": timezone.localdate(),
    }
    status = 422 if problems else 200
    return render(request, "catalog/compare.html", context, status=status)


def address_of(slugs: Sequence[str]) -> str:
    """The one address of a comparison of these models in this order."""
    query = urlencode([("m", slug) for slug in slugs])
    return f"{reverse('catalog:compare')}?{query}"


def problems_of(asked: Sequence[str], known: Sequence[str]) -> list[str]:
    """What keeps the models from being compared, in sentences."""
    problems = [
        f"The catalog has no model “{shortened(slug)}”."
        for slug in asked[: MOST + 1]
        if slug not in known
    ]
    if len(known) > MOST:
        problems.append(
            f"{MOST} models at most are compared at once; these are the first {MOST} "
            f"of {len(known)}."
        )
    if len(known) < FEWEST:
        number = "None was" if not known else "Only one was"
        problems.append(
            f"A comparison needs two models, three or four. {number} chosen: tick the "
            "boxes beside their names in the list of models."
        )
    return problems
