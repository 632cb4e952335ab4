"""How long pages take with 10,000 models, 200,000 prices and 200,000 scores.

Asks for every list (plain, searched, by each filter, in each order, a deep page), for
details, for every list of the admin and for its start page.
"""

import time
from collections.abc import Iterable, Iterator
from statistics import median
from urllib.parse import quote_plus, unquote_plus

from django.contrib import admin
from django.contrib.auth.models import User
from django.db import connection
from django.http import QueryDict
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog.listing.asked import read_asked
from catalog.listing.lists import LISTINGS
from catalog.listing.page import list_page
from catalog.listing.parts import Filter, Listing
from catalog.models import DeploymentOption, LanguageModel
from catalog.seed_files import loaded_models
from tests.load.large_catalog import make_large_catalog, sizes
from tests.load.requests import get_all
from tests.running_server import Server
from tests.visitor import Visitor

TIMES = 6
DEEP = 40  # pages that lie before a deep one
GOAL = 100  # milliseconds on the server
SEARCHES = ("llama", "heron 70b", "host 1", "large-model-00777")
DETAILS = (
    "/models/large-model-00001/",  # five hundred prices
    "/models/large-model-07777/",
    "/options/large-option-001/",  # five thousand models
    "/options/large-option-100/",
    "/benchmarks/arena-text/",  # ten thousand scores
    "/benchmarks/large-benchmark-01/",
    "/licenses/mit/",
    "/hardware/h100-sxm/",
    "/providers/large-provider-001/",
    "/sources/large-source-0003/",
    "/sources/genai-prices-0.2.3/",
)

type Pages = Iterable[tuple[str, str]]  # names and addresses


def lines(server: Server) -> Iterator[str]:
    yield "Making a large catalog ..."
    make_large_catalog()
    yield sizes()
    yield from measured(server)


def measured(server: Server) -> Iterator[str]:
    """What is asked of the catalog as it is."""
    yield f"Milliseconds on the server (goal: below {GOAL}), and queries"
    head = "".join(f"{name:>8}" for name in ("median", "p95", "max", "CPU", "queries"))
    yield f"{'CPU: the processor time of Python alone':58}{head}"
    visitor, client = server.visitor(), Client(headers={"host": "localhost"})
    for listing in LISTINGS.values():
        yield from rows(server, visitor, client, list_pages(listing))
    yield from rows(server, visitor, client, ((each, each) for each in DETAILS))
    sign_in(visitor, client)
    yield from rows(server, visitor, client, admin_pages())


def rows(
    server: Server, visitor: Visitor, client: Client, pages: Pages
) -> Iterator[str]:
    for name, address in pages:
        times = sorted(
            one.in_server for one in get_all(server, [address] * TIMES, visitor)
        )
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
            count = len(queries)
        spent = processor_time(client, address)
        p95 = times[int(len(times) * 0.95)]
        figures = "".join(
            f"{one:8.1f}" for one in (median(times), p95, times[-1], spent)
        )
        mark = " !" if median(times) > GOAL else ""
        yield f"{name[:57]:58}{figures}{count:8}{mark}"


def processor_time(client: Client, address: str) -> float:
    """Milliseconds of this process for the page, without the database's."""
    began = time.process_time()
    for _ in range(TIMES):
        client.get(address)
    return (time.process_time() - began) * 1000 / TIMES


# --- The public lists ------------------------------------------------------------------


def list_pages(listing: Listing) -> Pages:
    """The list in every way that its page offers."""
    for query in queries_of(listing):
        # As the page would write it: any other way to write it leads there.
        address = read_asked(listing, QueryDict(query)).address
        yield unquote_plus(address), address
    yield f"{listing.address}, page {DEEP}", deep_page(listing)


def queries_of(listing: Listing) -> Iterator[str]:
    yield ""
    yield from (f"q={quote_plus(text)}" for text in SEARCHES)
    for one in listing.filters:
        shown = one if isinstance(one, Filter) else one.read()
        yield from (f"{shown.key}={choice.value}" for choice in shown.choices[1:4])
    for sort in listing.sorts[1:]:
        yield f"sort={sort.key}"
        yield f"sort=-{sort.key}"


def deep_page(listing: Listing) -> str:
    address = listing.address
    for _ in range(DEEP):
        asked = read_asked(listing, QueryDict(address.partition("?")[2]))
        following = list_page(asked, timezone.localdate()).following
        address = following or address
    return address


# --- The admin -------------------------------------------------------------------------


def sign_in(visitor: Visitor, client: Client) -> None:
    """A superuser for both of them."""
    user, _ = User.objects.get_or_create(
        username="measurer", is_staff=True, is_superuser=True
    )
    client.force_login(user)
    visitor.cookies.load(client.cookies.output(header="", sep=";"))


def admin_pages() -> Pages:
    yield "the start page of the admin", "/admin/"
    for model in loaded_models():
        yield from admin_lists(f"/admin/catalog/{model._meta.model_name}/", model)
    first = LanguageModel.objects.get(slug="large-model-00001")
    largest = DeploymentOption.objects.get(slug="large-option-001")
    yield "a model", f"/admin/catalog/languagemodel/{first.pk}/change/"
    yield "an option", f"/admin/catalog/deploymentoption/{largest.pk}/change/"


def admin_lists(address: str, model: type) -> Pages:
    """The list plain, searched, deep, and by the first choice of each filter."""
    yield address, address
    yield f"{address} “llama”", f"{address}?q=llama"
    request = RequestFactory().get(address)
    request.user = User.objects.get(username="measurer")
    shown = admin.site.get_model_admin(model).get_changelist_instance(request)
    deep = min(DEEP, shown.paginator.num_pages)  # beyond the last page it leads back
    yield f"{address}, page {deep}", f"{address}?p={deep}"
    for spec in shown.filter_specs:
        choices = list(spec.choices(shown))
        if len(choices) > 1:
            query = str(choices[1]["query_string"])
            yield f"{address}{query}", f"{address}{query}"
