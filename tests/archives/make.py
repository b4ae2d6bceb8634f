"""Makes web archives with standard tools: GNU wget and warcio fetch the same pages from a small server, which sends them
plain, in chunks, compressed, in another charset, by way of a redirect, and beside what is no page. `tests/archives.rs`
reads what is made and says what must come out.

    make.py FOLDER
"""

import gzip
import shutil
import subprocess
import sys
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import zstandard
from warcio.archiveiterator import ArchiveIterator
from warcio.capture_http import capture_http
from warcio.warcwriter import WARCWriter

import http.client  # warcio watches it from here on  # isort: skip

PATHS = ["/plain", "/latin", "/chunked", "/gzip", "/both", "/deflate", "/moved", "/missing", "/picture", "/empty"]
PORT = 18080


def page(name: str, charset: str) -> bytes:
    text = (
        f"<!DOCTYPE html><html lang=en><title>The {name} ferry</title><body><nav><a href=/>Home</a></nav><article>"
        f"<h1>The {name} ferry</h1><p>The {name} ferry to the café on the northern island left the harbour an hour late, "
        "because the crew had waited for a doctor who was held up.</p><p>The passengers took it calmly, drank their coffee "
        "on deck, and watched how the gulls followed a trawler that came in from the open sea.</p></article>"
    )
    return text.encode(charset)


class Server(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        name = self.path.strip("/")
        match name:
            case "moved":
                self.send(302, b"<p>It has moved.", {"Location": "/plain", "Content-Type": "text/html"})
            case "missing":
                self.send(404, page(name, "utf-8"), {"Content-Type": "text/html"})
            case "picture":
                self.send(200, b"\x89PNG\r\n\x1a\n", {"Content-Type": "image/png"})
            case "empty":
                self.send(204, b"", {})
            case "latin":
                self.send(200, page(name, "iso-8859-1"), {"Content-Type": "text/html; charset=iso-8859-1"})
            case "gzip":
                self.send(200, gzip.compress(page(name, "utf-8"), mtime=0), {"Content-Encoding": "gzip"})
            case "both":
                self.send(200, gzip.compress(page(name, "utf-8"), mtime=0), {"Content-Encoding": "gzip"}, chunk=100)
            case "deflate":
                self.send(200, zlib.compress(page(name, "utf-8")), {"Content-Encoding": "deflate"})
            case "chunked":
                self.send(200, page(name, "utf-8"), {}, chunk=77)
            case _:
                self.send(200, page(name, "utf-8"), {})

    def send(self, status: int, body: bytes, fields: dict, chunk: int = 0) -> None:
        self.send_response(status)
        for name, value in ({"Content-Type": "text/html; charset=utf-8"} | fields).items():
            self.send_header(name, value)
        self.send_header(*(("Transfer-Encoding", "chunked") if chunk else ("Content-Length", str(len(body)))))
        self.end_headers()
        if chunk:
            for start in range(0, len(body), chunk):
                piece = body[start : start + chunk]
                self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
            self.wfile.write(b"0\r\n\r\n")
        else:
            self.wfile.write(body)

    def log_message(self, *_) -> None:
        pass


def with_wget(folder: Path) -> None:
    addresses = [f"http://localhost:{PORT}{path}" for path in PATHS]
    for name, more in (("wget", ["--no-warc-compression"]), ("wget-compressed", [])):
        command = ["wget", "--quiet", "--output-document=/dev/null", f"--warc-file={name}", "--no-warc-keep-log", *more]
        # With 8 it tells that a server answered with an error, as the one here does.
        done = subprocess.run([*command, *addresses], cwd=folder, check=False)
        assert done.returncode in (0, 8), done.returncode


def with_warcio(folder: Path) -> None:
    with capture_http(str(folder / "warcio.warc.gz")):
        for path in PATHS:
            connection = http.client.HTTPConnection("localhost", PORT)
            connection.request("GET", path)
            connection.getresponse().read()
            connection.close()
    with open(folder / "warcio.warc.gz", "rb") as source, open(folder / "warcio.warc", "wb") as target:
        writer = WARCWriter(target, gzip=False)
        for record in ArchiveIterator(source, no_record_parse=False):
            writer.write_record(record)


def with_zstd(folder: Path) -> None:
    """A frame for each record, as large archives have it; without a dictionary, and with one in front."""
    whole = (folder / "warcio.warc").read_bytes()
    records = [b"WARC/1." + record for record in whole.split(b"WARC/1.")[1:]]
    plain = zstandard.ZstdCompressor()
    (folder / "plain.warc.zst").write_bytes(b"".join(map(plain.compress, records)))
    dictionary = zstandard.train_dictionary(2000, [record[at:] for record in records for at in range(0, 200, 20)])
    trained = zstandard.ZstdCompressor(dict_data=dictionary)
    frame = plain.compress(dictionary.as_bytes())
    head = b"\x5d\x2a\x4d\x18" + len(frame).to_bytes(4, "little") + frame
    (folder / "dictionary.warc.zst").write_bytes(head + b"".join(map(trained.compress, records)))


def main() -> None:
    folder = Path(sys.argv[1])
    # warcio appends to what is there.
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    server = ThreadingHTTPServer(("localhost", PORT), Server)
    Thread(target=server.serve_forever, daemon=True).start()
    with_wget(folder)
    with_warcio(folder)
    with_zstd(folder)
    server.shutdown()
    print(*sorted(path.name for path in folder.glob("*.warc*")))


if __name__ == "__main__":
    main()
