"""Whatever is sent to the real server, it answers, says what is wrong, keeps the rest."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from advisor.decision.questions import Kind, Question
from advisor.decision.refinements import QUESTIONS
from tests.running_server import Server, running_server
from tests.visitor import OWN_FORM, Answer, form_to

pytestmark = pytest.mark.server
# Percent-encoded, so that bytes can be sent that are no text; wrong for any question.
WRONG = [
    "%00",
    "vetted_vendor%00",
    "%ED%A0%80",  # half a character
    "%FF%FE",
    "%F0%9F%98%80",
    "%0D%0ASet-Cookie:%20a=b",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "'%20OR%201=1--",
    "{{7*7}}",
    "../../etc/passwd",
    "-1e999",
    "x" * 10_000,
    "9" * 10_000,
]
WRONG_NUMBERS = ["-1", "-0.001", "inf", "-inf", "nan", "1e999", "1e300", "9" * 400]
WRONG_NUMBERS += ["0x10", "1e5e5", "1/2", "--1", "1e-", "1e300%25"]
PAGES = ["/advise/", "/advise/check/", "/advise/all/", "/advise/result/"]
TOKENS = [*WRONG, "a", "A" * 32, "%2e%2e", "a%2Fb", "%25", "-", "record.json", "%20"]
SECRET_PAGES = ["/r/{}/", "/r/{}/record.json", "/r/{}/manage/{}/"]
ONE_ANSWER = {Kind.ONE_OF, Kind.NUMBER, Kind.SHARE}
NUMBERS = [q for q in QUESTIONS if q.kind in {Kind.NUMBER, Kind.SHARE}]


@pytest.fixture(scope="module")
def server(made_folder: Path) -> Iterator[Server]:
    with running_server(made_folder) as server:
        yield server
        assert "Traceback" not in server.output()


def kept_beside(question: Question) -> tuple[str, str]:
    """A good answer to another question."""
    if question.key == "lock_in":
        return "offline", "yes"
    return "lock_in", "avoid"


def faults(answer: Answer, question: Question) -> str:
    """What is wrong with the page that refuses an answer; empty if nothing is."""
    key, value = kept_beside(question)
    if answer.status != 422:
        return f"status {answer.status}"
    is_all = 'action="/advise/all/"' in answer.text
    action = "/advise/all/" if is_all else "/advise/"
    if form_to(answer.text, action).get(key) != value:
        return "the other answer is lost"
    return "" if "There is a problem" in answer.text else "it says nothing"


def queries_with(question: Question, values: list[str]) -> Iterator[str]:
    key, value = kept_beside(question)
    for wrong in values:
        yield f"{question.key}={wrong}&{key}={value}"


@pytest.mark.parametrize("page", PAGES)
def test_a_wrong_answer_is_told_and_the_others_are_kept(server: Server, page: str):
    visitor = server.visitor()

    found = {
        query[:60]: fault
        for question in QUESTIONS
        for query in queries_with(question, WRONG)
        if (fault := faults(visitor.get(f"{page}?{query}"), question))
    }

    assert found == {}


@pytest.mark.parametrize("page", PAGES)
def test_a_number_out_of_bounds_is_told(server: Server, page: str):
    visitor = server.visitor()

    found = {
        query[:60]: fault
        for question in NUMBERS
        for query in queries_with(question, WRONG_NUMBERS)
        if (fault := faults(visitor.get(f"{page}?{query}"), question))
    }

    assert found == {}


@pytest.mark.parametrize("page", PAGES)
def test_an_answer_given_twice_is_told(server: Server, page: str):
    visitor = server.visitor()
    singles = [question for question in QUESTIONS if question.kind in ONE_ANSWER]

    found = {
        query: fault
        for question in singles
        for query in queries_with(question, [twice(question)])
        if (fault := faults(visitor.get(f"{page}?{query}"), question))
    }

    assert found == {}


def twice(question: Question) -> str:
    first, second = (*question.choice_keys, "1", "1")[:2]
    return f"{first}&{question.key}={second}"


@pytest.mark.parametrize("page", ["/", "/method/", *PAGES])
def test_what_is_no_question_of_ours_does_no_harm(server: Server, page: str):
    visitor = server.visitor()
    names = [*WRONG, "ask", "answered", "then", "csrfmiddlewaretoken", "__proto__"]
    queries = [f"{name}={value}" for name in names for value in WRONG]
    queries += ["&".join(queries), "&" * 9_000, "=" * 9_000, "a=1&" * 6_000, "?", "%"]

    statuses = {q[:60]: visitor.get(f"{page}?{q}").status for q in queries}

    assert {q: status for q, status in statuses.items() if status >= 500} == {}


@pytest.mark.parametrize("page", SECRET_PAGES)
def test_an_unknown_token_is_not_found(server: Server, page: str):
    visitor = server.visitor()
    statuses = {
        token[:40]: visitor.get(page.replace("{}", token)).status for token in TOKENS
    }

    assert set(statuses.values()) == {404}, statuses


def test_an_unknown_link_cannot_be_revoked(server: Server):
    visitor = server.visitor()
    token = form_to(visitor.get("/advise/result/").text, "/advise/share/")

    statuses = {
        wrong[:40]: visitor.post(f"/r/{wrong}/manage/{wrong}/revoke/", token).status
        for wrong in TOKENS
    }

    assert set(statuses.values()) == {404}, statuses


def test_a_wrong_answer_is_not_shared(server: Server):
    visitor = server.visitor()
    form = form_to(visitor.get("/advise/result/").text, "/advise/share/")
    start = urlencode(form)

    found = {
        query[:60]: fault
        for question in QUESTIONS
        for query in queries_with(question, WRONG)
        if (fault := faults(send(server, visitor, f"{start}&{query}"), question))
    }

    assert found == {}


def send(server: Server, visitor, body: str | bytes) -> Answer:
    sent = body if isinstance(body, bytes) else body.encode()
    answer: Answer = visitor.ask("POST", "/advise/share/", sent, OWN_FORM)
    return answer


@pytest.mark.parametrize(("name", "longest"), [("title", 120), ("note", 1000)])
def test_what_a_maker_cannot_write_is_told(server: Server, name: str, longest: int):
    visitor = server.visitor()
    form = form_to(visitor.get("/advise/result/?lock_in=avoid").text, "/advise/share/")
    del form[name]
    start = urlencode(form)
    wrong = ["%00", "a%1B[31m", "x" * (longest + 1), "x" * 10_000, "%7F"]

    for value in wrong:
        answer = send(server, visitor, f"{start}&{name}={value}")
        assert answer.status == 422, value[:20]
        assert form_to(answer.text, "/advise/share/")["lock_in"] == "avoid"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe\x00",
        b"&" * 9_000,
        b"a=1&" * 6_000,
        b"title=" + b"x" * 2_000_000,
        b"{}",
        b"--x\r\nbroken",
    ],
    ids=["nothing", "no text", "empty", "many", "large", "JSON", "part"],
)
@pytest.mark.parametrize("kind", [OWN_FORM["Content-Type"], "multipart/form-data"])
def test_a_broken_form_is_refused(server: Server, body: bytes, kind: str):
    visitor = server.visitor()
    visitor.get("/advise/result/")
    headers = {**OWN_FORM, "Content-Type": f"{kind}; boundary=x"}

    for address in ("/advise/share/", "/r/a/manage/b/revoke/"):
        status = visitor.ask("POST", address, body, headers).status
        assert 400 <= status < 500, status


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "X"])
def test_other_methods_are_refused(server: Server, method: str):
    visitor = server.visitor()

    for page in ("/", "/method/", *PAGES, "/advise/share/", "/r/a/"):
        status = visitor.ask(method, quote(page)).status
        assert 400 <= status < 500, (page, status)
