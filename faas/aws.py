"""AWS Lambda: the service beside Lambda Web Adapter, under AWS' own runtime interface emulator; and a function URL in front."""

import base64
import json
import re
import time
import urllib.parse
import uuid

import web
from message import Answer, Request, forward
from processes import WORK

#: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html, read 2026-11-30: 6 MB each way, as JSON, and 4 KB of variables.
MOST_PAYLOAD = 6 * web.MIB
EMULATOR = "/opt/rie/aws-lambda-rie"
EMULATOR_PORT = 8000
API_PORT = 9001
#: What a function URL hands over as text; everything else is Base64.
TEXT = re.compile(r"(text/|application/(json|javascript|xml|x-www-form-urlencoded)|[^;]*\+(json|xml))", re.I)
REPORT = re.compile(r"REPORT RequestId: (\S+)\s+(?:Init Duration: ([\d.]+) ms\s+)?Duration: ([\d.]+) ms")


class Lambda(web.Web):
    name = "lambda"
    task = "/var/task"
    port = 8080
    # The emulator takes requests before its own API listens, and then the adapter finds nobody.
    listening = (EMULATOR_PORT, API_PORT)
    files = {WORK / "bin" / "lambda-adapter": "/opt/extensions/lambda-adapter",
             WORK / "bin" / "aws-lambda-rie": EMULATOR}
    most_environment = 4096

    def environment(self, name, address):
        # Neither PORT nor a port of the adapter: both begin with 8080. The host stands for the instance's own network.
        return {"AWS_LWA_HOST": address, "AWS_LAMBDA_FUNCTION_NAME": name, "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(self.memory),
                "AWS_LAMBDA_FUNCTION_TIMEOUT": "60"}

    def command(self, artefact, address):
        return [EMULATOR, "--runtime-interface-emulator-address", f"{address}:{EMULATOR_PORT}",
                "--runtime-api-address", f"{address}:{API_PORT}", *artefact.command(self.task)]

    def invoke(self, instance, request):
        event = json.dumps(_event(request)).encode()
        if len(event) > MOST_PAYLOAD:
            return self.error(413, f"Request must be smaller than {MOST_PAYLOAD} bytes for the InvokeFunction operation")
        return self._answer(self.event(instance, event).body)

    def event(self, instance, payload):
        path = "/2015-03-31/functions/function/invocations"
        request = Request("POST", path, [("Host", "localhost"), ("X-Amzn-RequestId", str(uuid.uuid4()))], payload)
        return forward(instance.address, EMULATOR_PORT, request)

    def _answer(self, payload):
        try:
            result = json.loads(payload)
        except ValueError:
            return self.error(502, payload.decode(errors="replace")[:300])
        if len(payload) > MOST_PAYLOAD or "errorType" in result:
            return self.error(502, result.get("errorMessage", f"Response payload size exceeded {MOST_PAYLOAD} bytes"))
        body = result.get("body") or ""
        headers = [(name, value) for name, value in (result.get("headers") or {}).items() if name.lower() != "set-cookie"]
        return Answer(result["statusCode"], headers + [("set-cookie", cookie) for cookie in result.get("cookies") or []],
                      base64.b64decode(body) if result.get("isBase64Encoded") else body.encode())

    def error(self, status, message):
        return Answer(status, [("Content-Type", "application/json")], json.dumps({"Message": message}).encode())

    def measured(self, instance, init, duration):
        """As the emulator reports it. Its init is over when the runtime has been launched, so the first duration has the rest."""
        reports = REPORT.findall(instance.tail())
        return (float(reports[-1][1] or 0), float(reports[-1][2])) if reports else (init, duration)

    def billed(self, invocation):
        # https://aws.amazon.com/lambda/pricing, read 2026-11-30: each started millisecond; and the init (since 2025-08-01 of all).
        milliseconds = web.up(invocation.init + invocation.duration)
        return f"{milliseconds} ms x {self.memory} MB = {self.gb_seconds(milliseconds):.5f} GB-s, 1 request"


def _event(request):
    """HTTP API payload 2.0, as a function URL sends it: the path stays encoded (an HTTP API decodes it)."""
    path, _, query = request.target.partition("?")
    headers = {}
    for name, value in request.headers:
        name = name.lower()
        headers[name] = f"{headers[name]},{value}" if name in headers else value
    cookies = [it.strip() for it in headers.pop("cookie", "").split(";") if it.strip()]
    is_text = not request.body or TEXT.match(headers.get("content-type", ""))
    event = {"version": "2.0", "routeKey": "$default", "rawPath": path, "rawQueryString": query, "headers": headers,
             "requestContext": {
                 "accountId": "anonymous", "apiId": "local", "domainName": headers.get("host", ""), "domainPrefix": "local",
                 "http": {"method": request.method, "path": path, "protocol": "HTTP/1.1",
                          "sourceIp": headers.get("x-forwarded-for", "").split(",")[-1].strip(),
                          "userAgent": headers.get("user-agent", "")},
                 "requestId": str(uuid.uuid4()), "routeKey": "$default", "stage": "$default",
                 "time": time.strftime("%d/%b/%Y:%H:%M:%S +0000", time.gmtime()), "timeEpoch": int(time.time() * 1000)},
             "isBase64Encoded": not is_text}
    if cookies:
        event["cookies"] = cookies
    if query:
        pairs = {}
        for key, value in urllib.parse.parse_qsl(query, keep_blank_values=True):
            pairs[key] = f"{pairs[key]},{value}" if key in pairs else value
        event["queryStringParameters"] = pairs
    if request.body:
        event["body"] = request.body.decode() if is_text else base64.b64encode(request.body).decode()
    return event
