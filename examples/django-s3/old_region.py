#!/usr/bin/python3
"""What S3 does for a bucket that is in another region: 307, and the address where it really is.

Every request's head goes to a file, so that one can see what a front lets through to a store.
"""

import argparse
import pathlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

import boto3
from botocore.config import Config


class OldRegion(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    store = None
    heads = None
    lock = threading.Lock()

    def do_GET(self):
        with self.lock, self.heads.open("a", encoding="utf-8") as file:
            file.write(f"{self.requestline}\n{self.headers}")
        _, bucket, key = urlsplit(self.path).path.split("/", 2)
        # Host is part of a signature, so the new address needs a new one.
        there = self.store.generate_presigned_url(
            "get_object", Params={"Bucket": bucket, "Key": unquote(key)}, ExpiresIn=60
        )
        document = b"<Error><Code>TemporaryRedirect</Code><Endpoint>internal</Endpoint></Error>"
        self.send_response(307)
        self.send_header("Location", there)
        self.send_header("Content-Type", "application/xml")
        self.send_header("Content-Length", str(len(document)))
        self.end_headers()
        self.wfile.write(document)

    def log_message(self, *_):
        pass


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", required=True, help="URL where the bucket really is")
    parser.add_argument("--heads", type=pathlib.Path, required=True, help="file for what was asked")
    options = parser.parse_args()
    OldRegion.heads = options.heads
    OldRegion.store = boto3.client(
        "s3",
        endpoint_url=options.store,
        region_name="eu-central-1",
        config=Config(signature_version="s3v4", s3={"addressing_style": "path"}),
    )
    server = ThreadingHTTPServer(("127.0.0.1", 0), OldRegion)
    print(f"Old region on port {server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
