"""Alibaba Cloud Function Compute 3, custom runtime: own simulator after the published text.

alibabacloud.com/help/en/functioncompute/fc/principles-1 (2026-04-01): the server listens on 0.0.0.0:CAPort.
alibabacloud.com/help/en/functioncompute/web-functions (2026-09-09): what is passed on, and the limits.
alibabacloud.com/help/en/functioncompute/fc/context-and-log-format-1 (2024-11-21): the x-fc- headers.
alibabacloud.com/help/en/fc/user-guide/event-handlers-1 (2025-02-10): POST /invoke for events.
"""

import json
import uuid

import web
from message import Answer, Request, forward, size

#: Of the service's answer these do not reach the visitor; who makes the answer anew writes them.
KEPT_BACK = {"connection", "content-length", "date", "keep-alive", "server"}


class FunctionCompute(web.Web):
    name = "fc"
    task = "/code"
    # Of the function: instanceConcurrency, as on Knative.
    concurrency = 10
    most_body_in = 32 * web.MIB
    most_headers_out = 8192
    most_headers_in = 8192
    most_path = 4096

    def environment(self, name, address):
        # The first is the platform's, the others are the function's own: how a service learns of its caPort and of where events come.
        ours = {"FC_SERVER_PORT": str(self.port), "PORT": str(self.port)}
        return ours if name == "gateway-service" else ours | {"TODOLIST_EVENTS_PATH": "/invoke"}

    def refusal(self, request):
        if size(request.headers) > self.most_headers_in or len(request.target) > self.most_path \
                or len(request.body) > self.most_body_in:
            return self.error(400, "The headers, the path or the body are longer than is passed on")
        return None

    def headers(self, request_id, name, control="/http-invoke"):
        return [("x-fc-request-id", request_id), ("x-fc-control-path", control), ("x-fc-function-name", name),
                ("x-fc-function-handler", "index.handler"), ("x-fc-function-memory", str(self.memory)),
                ("x-fc-region", "cn-hangzhou"), ("x-fc-account-id", "0"), ("x-fc-qualifier", "LATEST"), ("x-fc-version-id", ""),
                ("x-fc-access-key-id", ""), ("x-fc-access-key-secret", ""), ("x-fc-service-logproject", ""),
                ("x-fc-service-logstore", "")]

    def invoke(self, instance, request):
        request.headers = [pair for pair in request.headers if not pair[0].lower().startswith("x-fc-")]
        answer = super().invoke(instance, request)
        answer.headers = [pair for pair in answer.headers if not pair[0].lower().startswith("x-fc-")
                          and (pair[0].lower() not in KEPT_BACK or request.method == "HEAD")]
        return answer

    def event(self, instance, payload):
        """An invocation by API or timer; the text has 200 for done and 404 for failed."""
        headers = [("Host", "localhost"), ("Content-Type", "application/octet-stream"),
                   *self.headers(str(uuid.uuid4()), instance.name, "/invoke")]
        return forward(instance.address, self.port, Request("POST", "/invoke", headers, payload))

    def error(self, status, message):
        code = {400: "InvalidArgument", 502: "BadResponse"}.get(status, "FunctionError")
        return Answer(status, [("Content-Type", "application/json")],
                      json.dumps({"ErrorCode": code, "ErrorMessage": message}).encode())

    def billed(self, invocation):
        # help.aliyun.com/zh/functioncompute/fc/product-overview/billing-overview-of-fc, read 2026-11-30: vCPU, memory and invocations
        # become CU, summed up by the hour. That text does not say how a duration is rounded; whole milliseconds here.
        milliseconds = web.up(invocation.init + invocation.duration)
        return f"{milliseconds} ms x {self.memory} MB = {self.gb_seconds(milliseconds):.5f} GB-s, and vCPU-s, and 1 request, as CU"
