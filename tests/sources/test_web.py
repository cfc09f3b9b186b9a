"""Pages from the web, from a server on this machine: what is polite, what is refused, what cannot be had."""

import csv
import gzip
import http.server
import shutil
import ssl
import subprocess
import threading
import time
from collections import Counter
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

import analysis
from analysis.cli import main
from analysis.errors import InputError, PlaceNotFound, UnreadableText
from analysis.sources import web
from analysis.sources.addresses import is_public, split_url
from analysis.sources.catalogue import fetch
from analysis.sources.robots import allows
from analysis.sources.web import Web

PAGE = (
    "<!doctype html><html><head><title>Envoys Meet</title></head><body><nav><a href='/'>Home</a></nav><article><h1>Envoys Meet</h1>"
    "<p>The envoys met in the harbour hall and spoke of the ferry.</p><p>\u201cWe agree,\u201d the minister said at noon.</p></article></body></html>"
).encode()
TEXT = "The envoys met in the harbour hall and spoke of the ferry.\n\n\u201cWe agree,\u201d the minister said at noon."

BOMB = gzip.compress(bytes(web.MOST + 1), 1)


class Site(BaseHTTPRequestHandler):
    asked: ClassVar[Counter] = Counter()
    agents: ClassVar[set] = set()
    together = most_together = 0
    lock = threading.Lock()

    def log_message(self, *_):
        pass

    def answer(self, status=200, body=PAGE, kind="text/html; charset=utf-8", **headers):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        cls = type(self)
        with cls.lock:
            cls.asked[self.path] += 1
            cls.agents.add(self.headers["User-Agent"])
            cls.together += 1
            cls.most_together = max(cls.most_together, cls.together)
        try:
            self.route()
        finally:
            with cls.lock:
                cls.together -= 1

    def route(self):
        path = self.path
        if path == "/robots.txt":
            self.answer(body=b"User-agent: *\nDisallow: /private/\n", kind="text/plain")
        elif path == "/busy":
            self.answer(503 if self.asked[path] < 3 else 200)
        elif path == "/always-busy":
            self.answer(503)
        elif path.startswith("/to/"):
            self.answer(302, b"", Location=path.removeprefix("/to/"))
        elif path == "/loop":
            self.answer(302, b"", Location="/loop")
        elif path == "/gone":
            self.answer(404)
        elif path == "/picture":
            self.answer(body=b"\x89PNG", kind="image/png")
        elif path == "/latin":
            self.answer(
                body=PAGE.decode()
                .translate({0x201C: '"', 0x201D: '"'})
                .replace("harbour", "caf\u00e9")
                .encode("latin-1"),
                kind="text/html; charset=iso-8859-1",
            )
        elif path == "/bomb":
            with suppress(OSError):  # who asked has seen enough
                self.answer(body=BOMB, Content_Encoding="gzip")
        elif path == "/short":
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", "100000")
            self.end_headers()
            self.wfile.write(PAGE)
        elif path in ("/hang", "/slow"):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            try:
                for _ in range(40):
                    if path == "/slow":
                        self.wfile.write(b"<p>a")
                    time.sleep(0.1)
            except OSError:
                pass
        else:
            self.answer()


@pytest.fixture
def site():
    Site.asked, Site.agents, Site.most_together = Counter(), set(), 0
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def here():
    return Web(allow_private=True, pause=0.01, timeout=1.0)


def test_a_page_is_an_article(site, monkeypatch):
    (article,) = analysis.read(f"{site}/talks", allow_private=True)
    assert (article.text, article.title, article.url, article.path) == (TEXT, "Envoys Meet", f"{site}/talks", None)
    (agent,) = Site.agents
    assert agent.startswith("readouts/")


@pytest.mark.parametrize(
    "url",
    [
        "{site}/talks",
        "http://localhost/",
        "http://0x7f.1/",
        "http://2130706433/",
        "http://[::1]/",
        "http://169.254.169.254/latest",
    ],
)
def test_private_addresses_are_refused(site, url):
    with pytest.raises(InputError, match="public web"):
        analysis.read(url.format(site=site))
    assert not Site.asked


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/a",
        "file:///etc/passwd",
        "http://",
        "http://a b/",
        "http://user:key@example.org/",
        "http://x:99999/",
        "http://example.org/\n",
    ],
)
def test_what_is_no_address(url):
    with pytest.raises(InputError, match="place: "):
        split_url(url + "x" if url.endswith("\n") else url)


def test_a_redirect_is_checked_anew(site, monkeypatch):
    # The server of the test counts as public, what it redirects to does not.
    monkeypatch.setattr(web, "is_public", lambda address: address == "127.0.0.1")
    public = Web(pause=0.01, timeout=1.0)
    assert public.get(f"{site}/to//talks").data == PAGE
    for target in ("http://127.0.0.2/secret", "http://[::1]/secret", "http://10.0.0.1/"):
        with pytest.raises(InputError, match="public web"):
            public.get(f"{site}/to/{target}")
    with pytest.raises(InputError, match="an address"):
        public.get(f"{site}/to/file:///etc/passwd")


def test_the_checked_address_is_the_one_connected_to(site, monkeypatch, here):
    """A name that is public when it is checked and private a moment later."""
    answers = iter(["127.0.0.1"])
    port = int(site.rpartition(":")[2])
    known = web.socket.getaddrinfo

    def resolve(name, *arguments, **options):
        return known(next(answers) if name == "rebound.example" else name, *arguments, **options)

    monkeypatch.setattr(web.socket, "getaddrinfo", resolve)
    host = here._host(split_url(f"http://rebound.example:{port}/talks"))
    host.robots = ""
    assert here.get(f"http://rebound.example:{port}/talks").data == PAGE  # resolved once: a second time would fail


def test_robots(site, here):
    with pytest.raises(UnreadableText, match=r"robots\.txt"):
        here.get(f"{site}/private/diary")
    with pytest.raises(UnreadableText, match=r"robots\.txt"):
        here.get(f"{site}/to//private/diary")
    assert "/private/diary" not in Site.asked
    assert Site.asked["/robots.txt"] == 1


@pytest.mark.parametrize(
    ("robots", "path", "allowed"),
    [
        ("", "/a", True), ("User-agent: *\nDisallow:", "/a", True), ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: other\nDisallow: /", "/a", True), ("User-agent: readouts\nAllow: /\n\nUser-agent: *\nDisallow: /", "/a", True),
        ("User-agent: a\nUser-agent: *\nDisallow: /a", "/ab", False), ("user-agent: *\ndisallow: /*?print=", "/a?print=1", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True), ("User-agent: *\nDisallow: /a*z$", "/abz", False),
        ("User-agent: *\nDisallow: /a*z$", "/abzy", True), ("User-agent: *\nDisallow: /caf%C3%A9", "/caf\u00e9", False),
        ("\ufeffgarbage\n:::\nDisallow: /", "/a", True),
    ],
)  # fmt: skip
def test_robots_rules(robots, path, allowed):
    assert allows(robots, "readouts", path) is allowed


def test_robots_rules_take_linear_time():
    start = time.process_time()
    allows("User-agent: *\n" + "Disallow: /" + "*a" * 20_000 + "$\n", "readouts", "/" + "a" * 3000)
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    ("path", "error", "told"),
    [
        ("/always-busy", UnreadableText, "status 503"), ("/gone", PlaceNotFound, "status 404"), ("/loop", UnreadableText, "redirects"),
        ("/picture", UnreadableText, "image/png"), ("/bomb", UnreadableText, "20 MB"), ("/short", UnreadableText, "comes"),
        ("/hang", UnreadableText, "in time"), ("/slow", UnreadableText, "in time"),
    ],
)  # fmt: skip
def test_what_cannot_be_had(site, path, error, told):
    start = time.monotonic()
    with pytest.raises(error, match=told):
        Web(allow_private=True, pause=0.01, timeout=0.5 if path in ("/hang", "/slow") else 20.0).get(site + path)
    assert time.monotonic() - start < 20


def test_a_busy_server_is_asked_again(site, here):
    assert here.get(f"{site}/busy").data == PAGE
    assert Site.asked["/busy"] == 3


def test_nobody_there(here):
    with pytest.raises(PlaceNotFound, match="host that exists"):
        here.get("http://nowhere.invalid/a")
    with pytest.raises(UnreadableText, match="no connection"):
        here.get("http://127.0.0.1:9/a")


def test_the_charset_of_the_server_counts(site):
    assert "caf\u00e9 hall" in analysis.read(f"{site}/latin", allow_private=True)[0].text


@pytest.mark.parametrize(
    "address",
    [
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "fe80::1%eth0",
        "fc00::1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
    ],
)
def test_addresses_that_are_not_public(address):
    assert not is_public(address)


def test_fetch(site, tmp_path, capsys, monkeypatch):
    catalogue = tmp_path / "list.csv"
    paths = ["talks", "gone", "private/diary", "=cmd|x"]
    catalogue.write_text(
        "url,outlet,date\n" + "".join(f"{site}/{path},=The Post,2024-05-03\n" for path in paths) + ",x,\n"
    )
    out = tmp_path / "raw"
    assert main(["fetch", str(catalogue), "-o", str(out), "--allow-private"]) == 1
    told = capsys.readouterr()
    assert told.out.splitlines() == [
        str(out / "pages.csv"),
        "2 of 5 pages are there; pages.csv says why not the others",
    ]
    assert "status 404" in told.err
    assert Site.most_together == 1
    with (out / "pages.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [bool(row["path"]) for row in rows] == [True, False, False, True, False]
    assert [row["problem"][:30] for row in rows[1:3]] == [
        "place: a page that exists; got",
        "place: a page that robots.txt ",
    ]
    assert rows[0]["outlet"] == "'=The Post"
    assert all((out / row["path"]).read_bytes().endswith(PAGE) for row in rows if row["path"])

    before = Site.asked["/talks"]
    fetch(catalogue, out, allow_private=True, pause=0.01)
    assert Site.asked["/talks"] == before  # what is there is not asked for again

    asked = sum(Site.asked.values())
    articles = analysis.read(out)
    assert sum(Site.asked.values()) == asked  # a folder never leads to the web
    assert [bool(one.text) for one in articles] == [True, False, False, True, False]
    assert (articles[0].text, str(articles[0].published), articles[0].url) == (TEXT, "2024-05-03", f"{site}/talks")
    assert articles[0].path == str(out / rows[0]["path"])
    assert all(one.warnings for one in articles if not one.text)


def test_a_catalogue_named_alone_is_read_from_the_web(site, tmp_path):
    catalogue = tmp_path / "list.csv"
    catalogue.write_text(f"url;side\n{site}/talks;armenia\n{site}/gone;baku\n")
    first, second = analysis.read(catalogue, allow_private=True)
    assert (first.text, dict(first.extra)) == (TEXT, {"side": "armenia"})
    assert "status 404" in second.warnings[0]
    listed = analysis.read([f"{site}/talks", f"{site}/gone"], allow_private=True)
    assert [one.text for one in listed] == [TEXT, ""]


def test_a_path_out_of_the_folder_is_not_followed(tmp_path):
    (tmp_path / "secret.txt").write_text("They met in the hall.")
    home = tmp_path / "in"
    home.mkdir()
    (home / "good.txt").write_text("They met in the hall.")
    (home / "pages.csv").write_text(
        "url,path\nhttp://a.example/,../secret.txt\nhttp://b.example/,/etc/passwd\nhttp://c.example/,good.txt\n"
    )
    articles = analysis.read(home)
    assert [bool(one.text) for one in articles] == [False, False, True]  # and good.txt is read once


@pytest.mark.parametrize(
    ("text", "told"), [("text\na\n", "column 'url'"), ("url\n", "rows"), ("", "rows"), (None, "no file")]
)
def test_fetch_of_what_is_no_catalogue(tmp_path, text, told, capsys):
    if text is not None:
        (tmp_path / "list.csv").write_text(text)
    assert main(["fetch", str(tmp_path / "list.csv"), "-o", str(tmp_path / "out")]) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl, which makes the certificate, is not installed")
def test_a_certificate_must_be_trusted_and_for_the_name(tmp_path, monkeypatch):
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days", "2", "-subj",
                    "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"], check=True, capture_output=True)  # fmt: skip

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(404 if self.path == "/robots.txt" else 200)
            self.send_header("Content-Type", "text/plain")
            self.end_headers()
            self.wfile.write(b"They met.")

        def log_message(self, *_):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Page)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_: None  # a client that goes away is what is tested
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = server.server_port
    try:
        with pytest.raises(UnreadableText, match="CERTIFICATE_VERIFY_FAILED"):
            Web(allow_private=True, pause=0).get(f"https://localhost:{port}/page")
        trusting = ssl.create_default_context(cafile=str(certificate))
        monkeypatch.setattr(ssl, "create_default_context", lambda: trusting)
        assert Web(allow_private=True, pause=0).get(f"https://localhost:{port}/page").data == b"They met."
        with pytest.raises(UnreadableText, match=r"doesn't match|mismatch|not valid for"):
            Web(allow_private=True, pause=0).get(f"https://127.0.0.1:{port}/page")
    finally:
        server.shutdown()
        server.server_close()
