"""The advisor: questions in, a reasoned verdict out."""

from django.apps import AppConfig


class AdvisorConfig(AppConfig):
    name = "advisor"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Be asked what a change of the catalog would do to the advice."""
        from advisor.previews import verdict_findings
        from catalog.signals import catalog_previewed

        catalog_previewed.connect(verdict_findings, dispatch_uid="verdicts")
