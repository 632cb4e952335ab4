"""Pages of the history: who changed a row, when and what; and back again."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import PAGE_VAR
from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst

from catalog.admin.people import signed_in, tell
from catalog.admin.sight import Sight, Watched, refusal, sight_in, sight_of
from catalog.history import history_model
from catalog.restoring import Restoration, restoration_of, restore
from catalog.revision import catalog_change
from catalog.states import KIND_WORDS, StateReader, shown_fields, when, who

PER_PAGE = 25


class HistoryPages(admin.ModelAdmin):
    """Three pages for each kind of row; none of them can change the history."""

    def get_urls(self) -> list[URLPattern]:
        """The addresses of the stock pages, and ours before them."""
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        wrap = self.admin_site.admin_view
        return [
            path("deleted/", wrap(self.deleted_view), name=f"{name}_deleted"),
            path(
                "<int:pk>/history/<int:record>/",
                wrap(self.restore_view),
                name=f"{name}_restore",
            ),
            *super().get_urls(),
        ]

    def history_view(
        self,
        request: HttpRequest,
        object_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """All states of one row, newest first."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        states = self._states().filter(id=_number(object_id)).order_by("-history_id")
        page, pages = self._page(request, states)
        row = self.get_object(request, object_id)
        if row is None and not page.object_list:
            raise Http404("There never was such a row.")
        shown = list(page.object_list)
        older = list(states[page.end_index() : page.end_index() + 1])
        reader = StateReader(self.model, shown + older)
        return self._render(
            request,
            "object_history",
            title=f"History of {row or reader.name(shown[0])}",
            row=row,
            page=page,
            pages=pages,
            entries=[
                self._entry(reader, state, before)
                for state, before in zip(
                    shown, [*shown[1:], *older, None], strict=False
                )
            ],
            may_restore=self._may_restore(request, gone=row is None),
        )

    def deleted_view(self, request: HttpRequest) -> HttpResponse:
        """The rows that were deleted and are still gone."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        here = self.model._default_manager.filter(pk=OuterRef("id"))
        later = history_model(self.model)._default_manager.filter(
            id=OuterRef("id"), history_id__gt=OuterRef("history_id")
        )
        states = (
            self._states()
            .filter(~Exists(here), ~Exists(later), history_type="-")
            .order_by("-history_date", "-history_id")
        )
        page, pages = self._page(request, states)
        reader = StateReader(self.model, page.object_list)
        return self._render(
            request,
            "deleted_rows",
            title=f"Deleted {self.opts.verbose_name_plural}",
            page=page,
            pages=pages,
            entries=[self._entry(reader, state, None) for state in page.object_list],
        )

    def restore_view(self, request: HttpRequest, pk: int, record: int) -> HttpResponse:
        """One state beside the row as it is, and the button that brings it back."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        state = self._states().filter(id=pk, history_id=record).first()
        if state is None:
            raise Http404("There is no such record.")
        if request.method == "POST":
            return self._restore(request, state)
        now = self._states().filter(id=pk).order_by("history_id").last()
        steps = restoration_of(state)
        reader = StateReader(self.model, [state, now])
        return self._render(
            request,
            "restore",
            title=f"{capfirst(self.opts.verbose_name)} as of {when(state)}",
            row=self.get_object(request, str(pk)),
            pk=pk,
            entry=self._entry(reader, state, None),
            called=reader.name(state),
            lines=[
                _line(reader, field, state, now) for field in shown_fields(self.model)
            ],
            others=_counted(steps[1:]),
            is_gone=steps[0].is_gone,
            may_restore=self._may_restore_all(request, steps),
            seen=self._sight(pk).text(),
        )

    # Restoring

    def _restore(self, request: HttpRequest, state: Any) -> HttpResponse:
        steps = restoration_of(state)
        if not self._may_restore_all(request, steps):
            raise PermissionDenied
        try:
            with catalog_change(
                by=signed_in(request),
                reason=f"Restored the state of {when(state)}",
            ):
                why_not = refusal(
                    sight_in(request.POST.get("seen")), [self._watched(state.id)]
                )
                if why_not:
                    raise why_not
                restore(steps)
        except ValidationError as error:
            tell(request, error)
            return HttpResponseRedirect(request.get_full_path())
        self.log_change(
            request, state.instance, f"Restored the state of {when(state)}."
        )
        messages.success(request, f"The state of {when(state)} is back.")
        return HttpResponseRedirect(self._address("history", state.id))

    def _may_restore(self, request: HttpRequest, *, gone: bool) -> bool:
        if gone:
            return self.has_add_permission(request)
        return self.has_change_permission(request)

    def _may_restore_all(self, request: HttpRequest, steps: list[Restoration]) -> bool:
        needed = {
            get_permission_codename(
                "add" if step.is_gone else "change", step.model._meta
            )
            for step in steps
        }
        return all(request.user.has_perm(f"catalog.{name}") for name in needed)

    def _watched(self, pk: int) -> Watched:
        return Watched(self.model, Q(id=pk))

    def _sight(self, pk: int) -> Sight:
        return sight_of([self._watched(pk)])

    # Showing

    def _states(self) -> Any:
        return history_model(self.model)._default_manager.select_related("history_user")

    def _page(self, request: HttpRequest, states: Any) -> tuple[Any, Any]:
        paginator = Paginator(states, PER_PAGE)
        page = paginator.get_page(request.GET.get(PAGE_VAR))
        return page, list(paginator.get_elided_page_range(page.number))

    def _entry(self, reader: StateReader, state: Any, before: Any) -> dict[str, Any]:
        is_changed = state.history_type == "~"
        return {
            "who": who(state),
            "when": when(state),
            "what": KIND_WORDS[state.history_type],
            "why": state.history_change_reason or "",
            "name": reader.name(state),
            "changes": reader.changes(before, state) if is_changed and before else [],
            "url": self._address("restore", state.id, state.history_id),
        }

    def _address(self, page: str, *args: Any) -> str:
        name = f"{self.opts.app_label}_{self.opts.model_name}_{page}"
        return reverse(f"{self.admin_site.name}:{name}", args=args)

    def _render(
        self, request: HttpRequest, template: str, **context: Any
    ) -> HttpResponse:
        return TemplateResponse(
            request,
            f"admin/catalog/{template}.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "page_var": PAGE_VAR,
                **context,
            },
        )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _line(reader: StateReader, field: Any, state: Any, now: Any) -> dict[str, Any]:
    then, today = reader.value(state, field), reader.value(now, field)
    return {
        "label": capfirst(field.verbose_name),
        "then": then,
        "now": today,
        "differs": then != today,
    }


def _counted(steps: list[Restoration]) -> list[str]:
    """How many rows of each kind come back too."""
    counts: dict[str, int] = {}
    for step in steps:
        name = str(step.model._meta.verbose_name_plural)
        counts[name] = counts.get(name, 0) + 1
    return [f"{count} {name}" for name, count in counts.items()]
