"""Somebody with a browser's cookies, who talks to a front door."""

import json
import urllib.parse
import uuid

from message import Request, forward

PASSWORD = "correct horse battery"


class Visitor:

    def __init__(self, url):
        self.host = urllib.parse.urlsplit(url).netloc
        self.name = f"visitor-{uuid.uuid4().hex[:16]}"
        self.cookies = {}

    def ask(self, method, path, body=None, headers=None):
        """@param body written as JSON, unless it is bytes"""
        pairs = {"Host": self.host, **(headers or {})}
        if body is not None and not isinstance(body, bytes):
            pairs = {"Content-Type": "application/json", **pairs}
            body = json.dumps(body, ensure_ascii=False).encode()
        if self.cookies:
            pairs["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        host, _, port = self.host.partition(":")
        answer = forward(host, int(port), Request(method, urllib.parse.quote(path, safe="/?&=%+,:;~-._*"), list(pairs.items()),
                                                  body or b""))
        for cookie in answer.all("set-cookie"):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer

    def registered(self):
        answer = self.ask("POST", "/api/users", {"name": self.name, "password": PASSWORD})
        if answer.status != 201:
            raise AssertionError(f"nobody can register: {answer.status} {answer.text()[:500]}")
        self.id = json.loads(answer.body)["id"]
        return self

    def sign_in(self):
        self.cookies = {}
        return self.ask("POST", "/api/session", {"name": self.name, "password": PASSWORD})

    def added(self, name, **more):
        answer = self.ask("POST", "/api/todos", {"name": name, **more}, {"Idempotency-Key": str(uuid.uuid4())})
        if answer.status != 201:
            raise AssertionError(f"no todo can be made: {answer.status} {answer.text()[:500]}")
        return json.loads(answer.body)

    def names(self, query="size=100"):
        answer = self.ask("GET", f"/api/todos?{query}")
        if answer.status != 200:
            raise AssertionError(f"no todo can be read: {answer.status} {answer.text()[:500]}")
        return [todo["name"] for todo in json.loads(answer.body)["items"]]
