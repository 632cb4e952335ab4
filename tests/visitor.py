"""Somebody with a browser's habits but no browser: cookies, tokens, forms."""

import re
from collections.abc import Mapping, Sequence
from contextlib import closing
from html.parser import HTMLParser
from http.client import HTTPConnection, HTTPMessage
from http.cookies import SimpleCookie
from typing import NamedTuple
from urllib.parse import urlencode

TIMEOUT = 30  # seconds
# What a browser says of a form on a page that is `no-referrer`.
OWN_FORM = {
    "Content-Type": "application/x-www-form-urlencoded",
    "Origin": "null",
    "Sec-Fetch-Site": "same-origin",
}

type Fields = dict[str, str | list[str]]


class Answer(NamedTuple):
    """What the server sent back."""

    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def location(self) -> str:
        return self.headers["Location"]


class Visitor:
    """Asks one question after the other and keeps the cookies."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: SimpleCookie = SimpleCookie()

    def get(self, address: str) -> Answer:
        return self.ask("GET", address)

    def post(self, address: str, fields: Mapping[str, str | Sequence[str]]) -> Answer:
        body = urlencode(fields, doseq=True, errors="surrogatepass")
        return self.ask("POST", address, body.encode(), OWN_FORM)

    def ask(
        self,
        method: str,
        address: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
        with closing(connection):
            sent = {**(headers or {}), **self.cookie_header()}
            connection.request(method, address, body, sent)
            response = connection.getresponse()
            for cookie in response.headers.get_all("Set-Cookie") or ():
                self.cookies.load(cookie)
            return Answer(response.status, response.headers, response.read())

    def cookie_header(self) -> dict[str, str]:
        pairs = [f"{name}={one.coded_value}" for name, one in self.cookies.items()]
        return {"Cookie": "; ".join(pairs)} if pairs else {}

    def share(self, query: str = "", **further: str) -> Answer:
        """Open the result, fill in its form, send it."""
        page = self.get(f"/advise/result/?{query}")
        assert page.status == 200, page.text
        form = form_to(page.text, "/advise/share/")
        return self.post("/advise/share/", {**form, **further})


def reading_address(answer: Answer) -> str:
    """The link for colleagues, from the redirect to the maker's page."""
    assert answer.status == 303, answer.text
    match = re.fullmatch(r"(/r/[^/]+/)manage/[^/]+/", answer.location)
    assert match, answer.location
    return match[1]


def form_to(page: str, action: str) -> Fields:
    """The fields of a page's form as they stand, the hidden ones too."""
    reader = FormReader(action)
    reader.feed(page)
    assert reader.has_found, f"no form to “{action}”"
    return reader.fields


class FormReader(HTMLParser):
    """Collects what a browser would send for one form."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.action = action
        self.is_inside = self.has_found = False
        self.fields: Fields = {}
        self.list_name = self.area_name = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {key: value or "" for key, value in attrs}
        if tag == "form":
            is_it = has.get("action", "") == self.action
            self.is_inside = is_it and not self.has_found  # the first of several
            self.has_found |= is_it
        elif self.is_inside and "name" in has:
            self.start_field(tag, has)
        elif self.is_inside and tag == "option" and "selected" in has:
            self.add(self.list_name, has.get("value", ""))

    def start_field(self, tag: str, has: Mapping[str, str]) -> None:
        if tag == "input" and is_sent(has):
            self.add(has["name"], has.get("value", ""))
        elif tag == "select":
            self.list_name = has["name"]
        elif tag == "textarea":
            self.area_name = has["name"]
            self.fields[self.area_name] = ""

    def handle_data(self, data: str) -> None:
        if self.area_name:
            self.fields[self.area_name] = data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area_name = ""
        elif tag == "form":
            self.is_inside = False

    def add(self, name: str, value: str) -> None:
        known = self.fields.get(name, [])
        values = [*known, value] if isinstance(known, list) else [known, value]
        self.fields[name] = values[0] if len(values) == 1 else values


def is_sent(has: Mapping[str, str]) -> bool:
    """Whether an untouched input goes with the form: boxes only if they are ticked."""
    kind = has.get("type", "text")
    if kind in {"checkbox", "radio"}:
        return "checked" in has
    return kind not in {"submit", "button", "reset", "image"}
