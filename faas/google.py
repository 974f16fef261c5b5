"""Cloud Run: a plain process, told its port; own simulator after cloud.google.com/run/docs/container-contract, read 2026-11-30."""

import uuid

import web
from message import Request, forward


class CloudRun(web.Web):
    name = "cloudrun"
    port = 8080
    # The service's own limit, as on Knative.
    concurrency = 10
    # cloud.google.com/run/quotas, read 2026-11-30: HTTP/1.
    most_body_in = 32 * web.MIB
    most_body_out = 32 * web.MIB

    def environment(self, name, address):
        return {"PORT": str(self.port), "K_SERVICE": name, "K_REVISION": f"{name}-00001-abc", "K_CONFIGURATION": name}

    def headers(self, request_id, name):
        trace = uuid.uuid4().hex
        return [("X-Cloud-Trace-Context", f"{trace}/1;o=0"), ("traceparent", f"00-{trace}-{trace[:16]}-00")]

    def event(self, instance, payload):
        """As Eventarc posts it to the path that its trigger names: the same as on Knative."""
        headers = [("Host", "localhost"), ("Content-Type", "application/cloudevents+json")]
        return forward(instance.address, self.port, Request("POST", "/events", headers, payload))

    def billed(self, invocation):
        # cloud.google.com/run/pricing, read 2026-11-30: memory and vCPU, each started 100 ms, from the start of an instance.
        milliseconds = web.up(invocation.init + invocation.duration, 100)
        return f"{milliseconds} ms x {self.memory} MB = {self.gb_seconds(milliseconds):.5f} GiB-s, and 1 vCPU: " \
               f"{milliseconds / 1000:.1f} vCPU-s, 1 request"
