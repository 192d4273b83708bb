"""An app that decides and does not deliver: the Python standard library is all it needs."""
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote

REPORTS = {"1": "Bericht März.txt"}  # in a real app: a table


class App(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        report = REPORTS.get(self.path.removeprefix("/reports/"))
        allowed = self.headers.get("X-User") == "ana"  # in a real app: your login
        if report is None or not allowed:
            self.send_response(404)
        else:
            self.send_response(200)
            self.send_header("X-Accel-Redirect", "/_files/" + quote(report))
            self.send_header(
                "Content-Disposition",
                f"attachment; filename=\"Bericht.txt\"; filename*=UTF-8''{quote(report)}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET


ThreadingHTTPServer(("127.0.0.1", 5000), App).serve_forever()
