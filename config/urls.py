"""The map of all addresses."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.cache import cache_control

from advisor.views import editors
from config import errors, health


@cache_control(public=True, max_age=86_400)
def icon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for it where a page names no icon, as the admin's do."""
    return redirect(static("mark.svg"))


urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path(
        "admin/method-check/",
        admin.site.admin_view(editors.method_check),
        name="method_check",
    ),
    path("admin/", admin.site.urls),
    path("favicon.ico", icon),
    path("", include("catalog.urls")),
    path("", include("advisor.urls")),
]

handler400 = errors.bad_request
handler500 = errors.server_error
