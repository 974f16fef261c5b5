"""Tencent Cloud SCF, web function: own simulator after the published text.

cloud.tencent.com/document/product/583/56126 (2024-11-29): scf_bootstrap, port 9000 on 0.0.0.0, CentOS 7.6, only /tmp can be written.
tencentcloud.com/document/product/583/40688 (2024-12-02): the headers, and what an answer may have.
tencentcloud.com/document/product/583/11637 (2025-10-16): 6 MB each way, 4 KB of variables.
"""

import json

import web
from message import Answer

#: CentOS 7.6: what a function of a zip file finds. One of an image brings its own.
GLIBC_OF_ZIP = (2, 17)


class Scf(web.Web):
    name = "scf"
    task = "/var/user"
    has_events = False
    most_body_in = 6 * web.MIB
    most_body_out = 6 * web.MIB
    most_headers_out = 4096
    most_environment = 4096

    def command(self, artefact, address):
        # What scf_bootstrap says, or the image's start command.
        return ["/bin/bash", "-c", "exec " + " ".join(map(str, artefact.command(self.task)))]

    def headers(self, request_id, name):
        return [("X-Scf-Request-Id", request_id), ("X-Scf-Memory", str(self.memory)), ("X-Scf-Timeout", "60000"),
                ("X-Scf-Version", "$LATEST"), ("X-Scf-Name", name), ("X-Scf-Namespace", "default"), ("X-Scf-Region", "ap-guangzhou"),
                ("X-Scf-Appid", "0"), ("X-Scf-Uin", "0"), ("X-Scf-Session-Token", ""), ("X-Scf-Secret-Id", ""),
                ("X-Scf-Secret-Key", ""), ("X-Scf-Trigger-Src", "apigw")]

    def event(self, instance, payload):
        return self.error(501, "The text describes no events for a web function; its triggers call it by HTTP")

    def error(self, status, message):
        return Answer(status, [("Content-Type", "application/json")],
                      json.dumps({"errorCode": -1, "errorMessage": message}).encode())

    def billed(self, invocation):
        # tencentcloud.com/zh/document/product/583/12284, read 2026-11-30: memory given x milliseconds, and web invocations.
        milliseconds = web.up(invocation.init + invocation.duration)
        return f"{milliseconds} ms x {self.memory} MB = {self.gb_seconds(milliseconds):.5f} GB-s, 1 request"
