"""A stand-in for a LanguageTool server: it answers from recorded remarks, or misbehaves on request."""

import json
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

REMARKS = {
    "should sees": ("MD_BASEFORM", 7, 4, "see"),
    "depends of": ("DEPEND_ON", 0, 10, "depends on"),
    "it's chambers": ("ABOUT_ITS_NN", 0, 4, "its"),
    "perscribed": ("MORFOLOGIK_RULE_EN_GB", 0, 10, "prescribed"),
    "Colposcopy": ("MORFOLOGIK_RULE_EN_GB", 0, 10, "Colonoscopy"),
    "😀 sees": ("MD_BASEFORM", 0, 7, "see"),
}
"""Wrong words to rule, offset and length in UTF-16 units from where they begin, and replacement."""


def reply_to(text):
    """What the real server answers, as far as its clients read it."""
    matches = []
    for words, (rule, offset, length, new) in REMARKS.items():
        at = text.find(words)
        while at >= 0:
            units = len(text[:at].encode("utf-16-le")) // 2
            matches.append(
                {
                    "message": f"Did you mean “{new}”?", "shortMessage": "", "offset": units + offset, "length": length,
                    "replacements": [{"value": new}], "context": {"text": text, "offset": units, "length": length}, "sentence": text,
                    "rule": {"id": rule, "issueType": "grammar", "category": {"id": "GRAMMAR", "name": "Grammar"}, "description": ""},
                }
            )  # fmt: skip
            at = text.find(words, at + 1)
    return {"software": {"name": "LanguageTool", "version": "replay"}, "language": {"code": "en-GB"}, "matches": matches}


class Handler(BaseHTTPRequestHandler):
    """Answers ``/v2/*``; ``server.mode`` may be ``crash``, ``hang``, ``garbage`` or ``error``."""

    def do_GET(self):
        if self.path.startswith("/v2/healthcheck"):
            self.send(b"OK")
        elif self.path.startswith("/v2/languages"):
            self.send(json.dumps([{"name": "English", "code": "en", "longCode": c} for c in ("en-GB", "en-US")]).encode())
        elif self.path.startswith("/v2/info"):
            self.send(json.dumps({"software": {"name": "LanguageTool", "version": "replay"}}).encode())
        else:
            self.check(self.path.partition("?")[2])

    def do_POST(self):
        self.check(self.rfile.read(int(self.headers["Content-Length"])).decode())

    def check(self, query):
        fields = {key: values[0] for key, values in parse_qs(query).items()}
        self.server.asked.append(fields)
        mode = self.server.mode
        if mode == "crash":
            self.close_connection = True
            self.connection.close()
        elif mode == "hang":
            time.sleep(3)
        elif mode == "garbage":
            self.send(b"<html>busy</html>")
        elif mode == "error":
            self.send_error(500)
        else:
            self.send(json.dumps(reply_to(fields["text"])).encode())

    def send(self, body):
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


def serve(port=0):
    """A server on ``port``; its ``asked`` holds the fields of each request."""
    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    server.mode, server.asked = "", []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


if __name__ == "__main__":
    serve(int(sys.argv[sys.argv.index("--port") + 1]))
    threading.Event().wait()
