"""Admin pages of imports: send a file, look at what it would change, decide."""

import csv
from io import StringIO
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_POST

from catalog.imports import jobs, limits
from catalog.imports.csv_files import guarded
from catalog.imports.effects import Effect
from catalog.imports.origins import (
    KINDS,
    PACKAGE_KINDS,
    PACKAGE_PRICES,
    name_of,
)
from catalog.imports.pages import Page, report_page, stored_effect
from catalog.imports.refusing import printable
from catalog.models import CatalogImport
from catalog.models.imports import AT_WORK, OVER, ImportState
from catalog.price_imports.quotes import PACKAGES

SECONDS_BETWEEN_LOOKS = 3


def importable_kinds(request: HttpRequest) -> dict[str, str]:
    """The kinds of row that somebody may import: those to add to and to change."""
    user: Any = request.user
    names = {
        kind: capfirst(str(model._meta.verbose_name_plural))
        for kind, model in KINDS.items()
        if user.has_perms([f"catalog.add_{kind}", f"catalog.change_{kind}"])
    }
    return dict(sorted(names.items(), key=lambda item: item[1]))


def kinds_in_sight(request: HttpRequest) -> set[str]:
    """The kinds of import that somebody may make, packages of prices among them."""
    kinds = set(importable_kinds(request))
    return kinds | {PACKAGE_PRICES} if kinds.issuperset(PACKAGE_KINDS) else kinds


class UploadForm(forms.Form):
    """A file, and what its rows are."""

    kind = forms.ChoiceField(label="What the rows are")
    file = forms.FileField(allow_empty_file=True)

    def __init__(self, *args: Any, kinds: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = list(kinds.items())

    def clean_file(self) -> Any:
        """Refuse a file that is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > limits.MAX_BYTES:
            megabytes = limits.MAX_BYTES // 1_000_000
            raise forms.ValidationError(f"The file is larger than {megabytes} MB.")
        return file


@admin.register(CatalogImport)
class CatalogImportAdmin(admin.ModelAdmin):
    """Imports are sent and decided about; nobody edits or deletes one."""

    list_display = ["name", "kind", "state", "by", "sent_at", "decided_by"]
    list_filter = ["state", "kind"]
    list_select_related = ["by", "decided_by"]
    list_per_page = 50
    search_fields = ["name"]

    # Who may

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whoever may import something."""
        return bool(importable_kinds(request))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever may change the rows in question."""
        kinds = kinds_in_sight(request)
        return bool(kinds) if obj is None else obj.kind in kinds

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whoever may import something."""
        return bool(importable_kinds(request))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was sent stays as it was sent."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was decided stays on record."""
        return False

    def get_queryset(self, request: HttpRequest) -> Any:
        """The imports of kinds that one may import, without their files."""
        mine = super().get_queryset(request).filter(kind__in=kinds_in_sight(request))
        return mine.defer("file", "findings", "obstacles")

    # Pages

    def get_urls(self) -> list[URLPattern]:
        """The refused rows as a file, and the prices of a package."""
        refused = self.admin_site.admin_view(self.refused_rows)
        name = "catalog_catalogimport_refused"
        page = path("<path:object_id>/refused.csv", refused, name=name)
        package = self.admin_site.admin_view(require_POST(self.package_prices))
        name = "catalog_catalogimport_package"
        return [page, path("package/", package, name=name), *super().get_urls()]

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send a file."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        kinds = importable_kinds(request)
        given = {"kind": request.GET.get("kind", "")}
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = UploadForm(*sent, kinds=kinds, initial=given)
        if form.is_bound and form.is_valid():
            return redirect(self._page_of(self._received(request, form.cleaned_data)))
        context = {
            "title": "Import rows from a file",
            "form": form,
            "packages": PACKAGES if PACKAGE_PRICES in kinds_in_sight(request) else (),
            "most_rows": f"{limits.MAX_ROWS:,}",
            "most_megabytes": limits.MAX_BYTES // 1_000_000,
        }
        status = 422 if form.is_bound else 200
        return self._answer(request, "import_upload.html", context, status)

    def _received(self, request: HttpRequest, sent: dict[str, Any]) -> CatalogImport:
        user: Any = request.user
        job = CatalogImport.objects.create(
            name=printable(sent["file"].name)[:200],
            kind=sent["kind"],
            file=sent["file"].read(),
            by=user,
        )
        jobs.ask(job, ImportState.TO_PREVIEW)
        return job

    def package_prices(self, request: HttpRequest) -> HttpResponse:
        """Hold the prices of a package, as it is installed, against the catalog."""
        if PACKAGE_PRICES not in kinds_in_sight(request):
            raise PermissionDenied
        name = next((each for each in PACKAGES if each in request.POST), None)
        if name is None:
            messages.warning(request, "There is no such package.")
            return redirect("admin:catalog_catalogimport_add")
        user: Any = request.user
        job = CatalogImport.objects.create(name=name, kind=PACKAGE_PRICES, by=user)
        jobs.ask(job, ImportState.TO_PREVIEW)
        return redirect(self._page_of(job))

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """What the file would change, and the decision about it."""
        job = self._import(request, object_id)
        if request.method == "POST":
            self._decide(request, job)
            return redirect(self._page_of(job))
        killed = jobs.was_killed(job)
        context = {
            "title": f"Import of {job.name}",
            "job": job,
            "kind": name_of(job.kind),
            "told": job.message.splitlines() if job.state == ImportState.READY else [],
            "is_at_work": job.state in AT_WORK and not killed,
            "was_killed": killed,
            "decisions": possible_decisions(job, was_killed=killed),
            "page": self._report(request, job),
        }
        answer = self._answer(request, "import_preview.html", context)
        if context["is_at_work"]:
            answer.headers["Refresh"] = str(SECONDS_BETWEEN_LOOKS)
        return answer

    def refused_rows(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        """The refused rows as CSV: line, field and reason."""
        job = self._import(request, object_id)
        buffer = StringIO()
        writer = csv.writer(buffer)
        writer.writerow(["line", "field", "reason"])
        for row in job.rows.filter(effect=Effect.REFUSED).iterator():
            for refusal in stored_effect(row).refusals:
                texts = (refusal.key, refusal.message)
                writer.writerow([refusal.line, *map(guarded, texts)])
        answer = HttpResponse(buffer.getvalue(), content_type="text/csv; charset=utf-8")
        name = f"import-{job.pk}-refused.csv"
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer

    def history_view(
        self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The page of an import tells all that ever happened to it."""
        return redirect(self._page_of(self._import(request, object_id)))

    # Parts of them

    def _import(self, request: HttpRequest, object_id: str) -> CatalogImport:
        number = unquote(object_id)
        if not (number.isascii() and number.isdigit() and len(number) < 18):
            raise Http404
        known = CatalogImport.objects.defer("file").select_related("by", "decided_by")
        job = known.filter(pk=int(number)).first()
        if job is None:
            raise Http404
        if not self.has_view_permission(request, job):
            raise PermissionDenied
        return job

    def _decide(self, request: HttpRequest, job: CatalogImport) -> None:
        possible = possible_decisions(job, was_killed=jobs.was_killed(job))
        done = False
        match next((each for each in possible if each in request.POST), None):
            case "apply":
                done = jobs.ask(job, ImportState.TO_APPLY, request.user)
            case "again":
                done = jobs.ask(job, ImportState.TO_PREVIEW)
            case "discard":
                done = jobs.discard(job, request.user)
        if not done:
            messages.warning(request, "Nothing was done: the import has moved on.")

    def _report(self, request: HttpRequest, job: CatalogImport) -> Page | None:
        if job.state == ImportState.DISCARDED or not job.counts:
            return None
        return report_page(job, request.GET.get("show"), request.GET.get("page"))

    def _page_of(self, job: CatalogImport) -> str:
        return reverse("admin:catalog_catalogimport_change", args=[job.pk])

    def _answer(
        self,
        request: HttpRequest,
        template: str,
        context: dict[str, Any],
        status: int = 200,
    ) -> TemplateResponse:
        shared = {**self.admin_site.each_context(request), "opts": self.opts}
        name = f"admin/catalog/{template}"
        return TemplateResponse(request, name, {**shared, **context}, status=status)


def possible_decisions(job: CatalogImport, *, was_killed: bool) -> list[str]:
    """What can be done about an import as it stands."""
    if job.state in OVER or (job.state in AT_WORK and not was_killed):
        return []
    loadable = job.state == ImportState.READY and not job.obstacles
    changes = sum(job.counts.get(each, 0) for each in (Effect.ADDED, Effect.CHANGED))
    return [*(["apply"] if loadable and changes else []), "again", "discard"]
