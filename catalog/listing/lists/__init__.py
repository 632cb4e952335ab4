"""What each list shows, and by what it can be searched, filtered and sorted."""

from catalog.listing.lists.benchmarks import BENCHMARKS
from catalog.listing.lists.hardware import HARDWARE
from catalog.listing.lists.licenses import LICENSES
from catalog.listing.lists.models import MODELS
from catalog.listing.lists.options import OPTIONS
from catalog.listing.lists.providers import PROVIDERS
from catalog.listing.lists.sources import SOURCES

LISTINGS = {
    listing.key: listing
    for listing in (
        MODELS,
        OPTIONS,
        LICENSES,
        BENCHMARKS,
        HARDWARE,
        PROVIDERS,
        SOURCES,
    )
}
