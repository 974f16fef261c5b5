"""What platforms have in common that pass HTTP on as it is: Function Compute, SCF and Cloud Run. Own simulators, each after its text."""

import json
import math
import uuid

from message import Answer, Request, forward, size

MIB = 1024 * 1024


class Web:
    #: Folder of the artefact.
    task = "/app"
    #: What else the platform puts there: target by source.
    files = {}
    #: Requests that an instance has at a time.
    concurrency = 1
    port = 9000
    #: Bytes, or None where the text names no limit.
    most_body_in = None
    most_body_out = None
    most_headers_out = None
    #: Whether an event of the platform's own reaches the endpoint that it reaches on Knative.
    has_events = True
    #: Of the function's own variables, names and values.
    most_environment = None

    def __init__(self, memory):
        self.memory = memory

    @property
    def listening(self):
        """The ports that say that an instance has started."""
        return (self.port,)

    def environment(self, name, address):
        return {"PORT": str(self.port)}

    def command(self, artefact, address):
        return artefact.command(self.task)

    def refusal(self, request):
        """The answer to what the platform does not pass on; None to go on."""
        if self.most_body_in is not None and len(request.body) > self.most_body_in:
            return self.error(413, f"The request has {len(request.body)} bytes; {self.most_body_in} are passed on")
        return None

    def headers(self, request_id, name):
        """What the platform adds for the service."""
        return []

    def invoke(self, instance, request):
        request = Request(request.method, request.target, list(request.headers), request.body)
        for header, value in self.headers(str(uuid.uuid4()), instance.name):
            request.replace(header, value)
        answer = forward(instance.address, self.port, request)
        if self.most_headers_out is not None and size(answer.headers) > self.most_headers_out:
            return self.error(502, f"The answer's headers have {size(answer.headers)} bytes; {self.most_headers_out} are passed on")
        if self.most_body_out is not None and len(answer.body) > self.most_body_out:
            return self.error(502, f"The answer has {len(answer.body)} bytes; {self.most_body_out} are passed on")
        return answer

    def error(self, status, message):
        """In the platform's form."""
        return Answer(status, [("Content-Type", "application/json")], json.dumps({"message": message}).encode())

    def measured(self, instance, init, duration):
        """Milliseconds that the platform tells of an invocation; here those that were seen."""
        return init, duration

    def billed(self, invocation):
        """What is billed, in the platform's own units and steps."""
        raise NotImplementedError

    def gb_seconds(self, milliseconds):
        return self.memory / 1024 * milliseconds / 1000


def up(milliseconds, step=1):
    return math.ceil(milliseconds / step) * step

