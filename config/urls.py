"""The map of all addresses."""

from importlib.util import find_spec

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from config import errors, health

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("admin/", admin.site.urls),
    *[
        path("", include(name))
        for name in ("advisor.urls", "catalog.urls")
        if find_spec(name)
    ],
]

handler400 = errors.bad_request
handler500 = errors.server_error
