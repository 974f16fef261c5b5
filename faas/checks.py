"""What must hold on every platform: the names are the rules. The plain process beside it says what an answer should be."""

import gzip
import json
import os
import random
import re
import subprocess
import tempfile
import time
import unittest
import urllib.parse
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from candidates import bearer, service
from door import Door
from function import Function, sandbox
from message import Request, forward, size
from processes import http
from product import CALLER_KEY, DOORS, needed_glibc
from visitor import Visitor

MIB = 1024 * 1024
#: Differ from one answer or instance to the next, or are of the connection.
PASSING = {"date", "last-modified", "connection", "keep-alive", "content-length", "transfer-encoding"}
BROWSER = {"Accept-Encoding": "gzip, br", "Accept-Language": "zh-CN", "User-Agent": "checks"}
#: glibc of quarkus.jib.base-native-image (UBI 9): what an image brings with it.
GLIBC_OF_IMAGE = (2, 34)


class Contract(unittest.TestCase):
    #: Of the run.
    product = None
    frozen_seconds = 5
    #: What is no question of right or wrong, for RESULTS.md.
    seen = {}

    def setUp(self):
        self.url = self.product.gateway().url
        self.platform = self.product.platform

    def visitor(self):
        return Visitor(self.url).registered()

    # --- What an answer looks like

    @classmethod
    def setUpClass(cls):
        rules, users = DOORS["rule-service"], DOORS["user-service"]
        plain = service("gateway-service", cls.product.flavour, http("GET", "/q/health/ready"), rules, users)
        plain.env |= {name: value for name, value in cls.product.platform.environment("gateway-service", "").items()
                      if name == "K_REVISION"} | {"TODOLIST_CALLER_KEYS": CALLER_KEY}
        cls.plain = plain.ready()
        cls.plain_url = f"http://127.0.0.1:{plain.port}"

    @classmethod
    def tearDownClass(cls):
        cls.plain.stop()

    def test_a_sign_in_sets_both_cookies(self):
        ann = self.visitor()
        answer = ann.sign_in()
        self.assertEqual(200, answer.status, answer.text())
        cookies = answer.all("set-cookie")
        self.assertEqual({"refreshToken", "jwtToken"}, {it.partition("=")[0] for it in cookies} - {"deviceToken"})
        self.assertTrue(all("httponly" in it.lower() and "SameSite=Lax" in it for it in cookies), cookies)
        self.assertEqual(200, ann.ask("GET", "/api/me").status)

    def test_over_https_cookies_are_of_this_host_and_the_headers_fit(self):
        ann = self.visitor()
        self.product.gateway().scheme = "https"
        try:
            answer = ann.sign_in()
        finally:
            self.product.gateway().scheme = "http"
        self.assertEqual(200, answer.status, answer.text())
        new = [it for it in answer.all("set-cookie") if "Max-Age=0" not in it]
        self.assertTrue(all(it.startswith("__Host-") and "Secure" in it for it in new), new)
        self.assertGreaterEqual(len(new), 2)
        self.seen["headers of a sign-in"] = f"{size(answer.headers)} bytes"
        if self.platform.most_headers_out:
            self.assertLessEqual(size(answer.headers), self.platform.most_headers_out)

    def test_no_content_has_no_content(self):
        ann = self.visitor()
        answer = ann.ask("DELETE", f"/api/todos/{ann.added('goes')['id']}")
        self.assertEqual((204, b""), (answer.status, answer.body))
        self.assertEqual([], ann.names())

    def test_every_file_of_the_page_is_the_plain_processs(self):
        index = self.ask("GET", "/")
        files = set(re.findall(r'(?:src|href)="(/[^"]+\.[a-z0-9]+)"', index.text()))
        manifest = next((it for it in files if "manifest" in it), None)
        if manifest:
            files |= {urllib.parse.urljoin(manifest, it["src"]) for it in json.loads(self.ask("GET", manifest).body)["icons"]}
        self.assertGreater(len(files), 3)
        kinds = set()
        for path in sorted(files):
            for encoding in ("identity", "gzip", "br"):
                answer = self.same("GET", path, {"Accept-Encoding": encoding})
                kinds.add(((answer.header("content-type") or f"no type ({path})").partition(";")[0], answer.header("content-encoding")))
        self.assertIn("image/png", {kind for kind, _ in kinds})
        self.assertLessEqual({None, "gzip"}, {encoding for _, encoding in kinds})
        self.seen["kinds of files"] = ", ".join(sorted(f"{kind} {encoding or ''}".strip() for kind, encoding in kinds))

    def test_what_is_compressed_is_what_it_was(self):
        script = re.search(r'src="(/[^"]+\.js)"', self.ask("GET", "/").text())[1]
        plain = self.ask("GET", script, {"Accept-Encoding": "identity"})
        packed = self.ask("GET", script, {"Accept-Encoding": "gzip"})
        self.assertEqual("gzip", packed.header("content-encoding"))
        self.assertEqual(plain.body, gzip.decompress(packed.body))

    def test_answers_are_the_plain_processs(self):
        for method, path, headers in (
                ("GET", "/", {}), ("HEAD", "/", {}), ("GET", "/welcome", {}), ("GET", "/list", {}), ("GET", "/用户/列表", {}),
                ("GET", "/api/session", {}), ("GET", "/api/nothing", {}), ("GET", "/api/home", {}), ("OPTIONS", "/api/todos", {}),
                ("GET", "/static/none.png", {}), ("GET", "/q/openapi?format=json", {}), ("PUT", "/api/todos", {}),
                ("POST", "/api/todos", {"Sec-Fetch-Site": "cross-site"}), ("GET", "/api/currentUser", {})):
            with self.subTest(f"{method} {path}"):
                self.same(method, path, {**BROWSER, **headers})

    def test_deep_links_are_the_page(self):
        index = self.ask("GET", "/").body
        for path in ("/welcome", "/list", "/user/login", "/牛奶/a%20b"):
            answer = self.ask("GET", path)
            self.assertEqual((200, index, "no-cache"), (answer.status, answer.body, answer.header("cache-control")))

    def test_what_a_browser_has_is_304(self):
        first = self.ask("GET", "/")
        # index.html of some versions has no tag; each has a file with a date or a tag.
        script = re.search(r'src="(/[^"]+\.js)"', first.text())[1]
        known = self.ask("GET", script)
        tags = {"If-None-Match": known.header("etag"), "If-Modified-Since": known.header("last-modified")}
        again = self.ask("GET", script, {name: value for name, value in tags.items() if value})
        self.assertEqual((304, b""), (again.status, again.body))
        ann = self.visitor()
        todo = ann.added("changes")
        address = f"/api/todos/{todo['id']}"
        tag = ann.ask("GET", address).header("etag")
        self.assertTrue(tag)
        change = {"If-Match": tag, "Content-Type": "application/merge-patch+json"}
        self.assertEqual(200, ann.ask("PATCH", address, {"name": "changed"}, change).status)
        self.assertEqual(412, ann.ask("PATCH", address, {"name": "too late"}, change).status)

    # --- What goes in

    def test_chinese_and_signs_in_body_and_query_are_kept(self):
        ann = self.visitor()
        names = ["买牛奶 🥛", "a+b c/d%25", "100% & 1=1 #?", "\\\"引号\""]
        for name in names:
            ann.added(name)
        self.assertEqual(names[::-1], ann.names())
        for name in names:
            self.assertEqual([name], ann.names("q=" + urllib.parse.quote(name, safe="")))
        self.assertEqual(["买牛奶 🥛"], ann.names("q=" + urllib.parse.quote("牛奶 🥛").replace("%20", "+")))

    def test_a_body_of_the_greatest_length_arrives(self):
        ann = self.visitor()
        description = "牛" * 10_000
        todo = ann.added("long", description=description)
        self.assertEqual(description, todo["description"])

    def test_1_mib_is_refused_by_the_service_in_its_words(self):
        ann = self.visitor()
        answer = ann.ask("POST", "/api/todos", {"name": "x" * MIB})
        self.assertEqual(413, answer.status, answer.text()[:300])
        self.assertIn("problem+json", answer.header("content-type"))
        self.assertEqual([], ann.names())

    def test_what_the_platform_does_not_take_is_a_clear_error(self):
        limit = self.platform.most_body_in or 6 * MIB
        answer = self.ask("POST", "/api/todos", {"Content-Type": "application/json"}, b" " * (limit + 1))
        self.assertIn(answer.status, (400, 413))
        self.assertIn("application/json", answer.header("content-type"))
        self.seen["too much in"] = f"{answer.status} {answer.text()[:120]}"

    def test_a_page_of_a_folder_has_files_up_to_the_limit(self):
        """TODOLIST_PAGE_FOLDER serves them: the only answers of the gateway that can be as big."""
        with tempfile.TemporaryDirectory() as folder:
            os.chmod(folder, 0o755)
            content = random.Random(1).randbytes(MIB)
            Path(folder, "1.bin").write_bytes(content)
            Path(folder, "7.bin").write_bytes(content * 7)
            Path(folder, "index.html").write_text("<!doctype html>")
            function = Function(self.platform, "gateway-service", self.product.artefacts["gateway-service"],
                                {**self.product.environment("gateway-service"), "TODOLIST_PAGE_FOLDER": "/page"},
                                {Path(folder): "/page"})
            door = Door(3003, function)
            try:
                big = forward("127.0.0.1", 3003, Request("GET", "/1.bin", [("Host", "localhost")]))
                self.assertEqual((200, content), (big.status, big.body))
                bigger = forward("127.0.0.1", 3003, Request("GET", "/7.bin", [("Host", "localhost")]))
                self.seen["7 MiB out"] = f"{bigger.status} {'' if bigger.status == 200 else bigger.text()[:160]}".strip()
                if bigger.status != 200:
                    self.assertEqual(502, bigger.status)
                    self.assertIn("application/json", bigger.header("content-type"))
                else:
                    self.assertEqual(content * 7, bigger.body)
                again = forward("127.0.0.1", 3003, Request("GET", "/1.bin", [("Host", "localhost")]))
                self.assertEqual((200, content), (again.status, again.body))
            finally:
                door.close()
                function.stop()

    # --- Freeze and thaw: an instance without a request is stopped (function.py), so all tests are about it; these cut its connections

    def test_who_was_frozen_and_cut_off_answers(self):
        ann = self.visitor()
        ann.added("before")
        self.product.cut()
        time.sleep(self.frozen_seconds)
        page = ann.ask("GET", "/api/home")
        self.assertEqual(200, page.status, page.text())
        data = json.loads(page.body)
        self.assertEqual((1, []), (data["todos"]["total"], data.get("problems") or []), page.text())
        ann.added("after")
        self.assertEqual(["after", "before"], ann.names())

    def test_nothing_is_lost_or_done_twice_between_freezes(self):
        ann = self.visitor()
        answers = []
        for number in range(20):
            self.product.cut()
            key = {"Idempotency-Key": str(uuid.uuid4())}
            for _ in range(5):
                answer = ann.ask("POST", "/api/todos", {"name": f"todo {number}"}, key)
                answers.append(answer.status)
                # What a client does that is told to: again, with the same key.
                if answer.status != 503:
                    break
            self.assertEqual(201, answer.status, answer.text())
            again = ann.ask("POST", "/api/todos", {"name": f"todo {number}"}, key)
            self.assertIn(again.status, (200, 201), again.text())
        self.seen["503 after a freeze"] = f"{answers.count(503)} of 20 writes"
        self.assertEqual([f"todo {number}" for number in range(19, -1, -1)], ann.names())

    def test_the_todos_of_a_deleted_account_go_with_the_next_timer(self):
        """The hint is sent after the answer, when user-service may be frozen already."""
        ann = self.visitor()
        ann.added("goes, too")
        self.assertEqual(204, ann.ask("DELETE", "/api/me", {"password": "correct horse battery"}).status)
        left = f"select count(*) from todo where owner = '{ann.id}'"
        alone = self.within(3, lambda: self.product.sql("rules", left) == [["0"]])
        self.seen["todos of a deleted account gone in 3 s, no timer"] = "yes" if alone else "no"
        self.timer("rule-service")
        self.assertEqual([["0"]], self.product.sql("rules", left))

    def test_a_session_that_was_ended_elsewhere_is_over_with_the_next_timer(self):
        """user-service tells rule-service of it every two seconds, unless it is frozen."""
        laptop = self.visitor()
        phone = Visitor(self.url)
        phone.name = laptop.name
        phone.sign_in()
        self.assertEqual(200, phone.ask("GET", "/api/todos").status)
        self.assertEqual(204, laptop.ask("DELETE", "/api/sessions/others").status)
        refused = lambda: phone.ask("GET", "/api/todos").status == 401  # noqa: E731
        self.seen["an ended session refused within 10 s, no timer"] = "yes" if self.within(10, refused) else "no"
        for _ in range(5):
            self.timer("user-service")
            if self.within(8, refused):
                return
        self.fail("The session is not over")

    def test_an_event_in_the_platforms_form_reaches_the_service(self):
        answer = self.product.functions["rule-service"].event(b'{"source": "timer"}')
        self.seen["event"] = f"{answer.status} {answer.text()[:100]}".strip()
        if not self.platform.has_events:
            self.skipTest("the platform has no form for it")
        self.assertRegex(self.seen["event"], "^204$|^200$|^200 null$")

    # --- Everybody can reach each function

    def test_who_is_no_service_of_the_installation_is_refused(self):
        ann = self.visitor()
        account = {"name": ann.name, "password": "correct horse battery"}
        for door, method, path, body, headers in (
                ("rule-service", "GET", "/todos", None, bearer(ann.id)), ("rule-service", "GET", "/events?consumer=x", None, {}),
                ("rule-service", "POST", "/backchannel-logout", account, {}), ("user-service", "POST", "/sessions", account, {}),
                ("user-service", "GET", "/me", None, bearer(ann.id)), ("user-service", "POST", "/users", account, {})):
            for key in ({}, {"X-Todolist-Caller-Key": CALLER_KEY[:-1]}):
                with self.subTest(f"{method} {path} {key}"):
                    answer = Visitor(f"http://127.0.0.1:{DOORS[door]}").ask(method, path, body, {**headers, **key})
                    self.assertEqual(403, answer.status, answer.text())
                    self.assertEqual("application/problem+json", answer.header("content-type"))
        known = {**bearer(ann.id), "X-Todolist-Caller-Key": CALLER_KEY}
        answer = Visitor(f"http://127.0.0.1:{DOORS['rule-service']}").ask("GET", "/todos", None, known)
        self.assertEqual(200, answer.status, answer.text())
        self.assertEqual(200, ann.ask("GET", "/api/home").status)

    def test_all_asleep_the_first_request_is_answered(self):
        ann = self.visitor()
        ann.added("one")
        self.product.cool()
        page = ann.ask("GET", "/api/home")
        self.assertEqual((200, 1), (page.status, json.loads(page.body)["todos"]["total"]), page.text())

    def test_many_at_once_are_all_answered(self):
        ann = self.visitor()
        with ThreadPoolExecutor(24) as threads:
            statuses = list(threads.map(lambda number: ann.ask("POST", "/api/todos", {"name": f"todo {number}"}).status, range(24)))
        self.assertEqual([201] * 24, statuses)
        self.assertEqual({f"todo {number}" for number in range(24)}, set(ann.names()))
        counted = self.product.sql("rules", "select count(*) from pg_stat_activity where datname = 'rules'")
        rules = self.product.functions["rule-service"]
        self.seen["many at once"] = f"{len(rules.instances)} rule-services with {int(counted[0][0]) - 1} connections to PostgreSQL"

    # --- Behind a pooler, with --pgbouncer

    def test_a_pooler_sets_what_the_services_ask_for(self):
        """pgbouncer.ini says it once more, because a service can't."""
        pooler = self.product.pooler
        if not pooler:
            self.skipTest("there is none: --pgbouncer")
        ann = self.visitor()
        ann.added("kept")
        self.assertEqual(["kept"], ann.names("q=kept"))
        left_out = pooler.left_out()
        self.assertEqual({"todos", "todos_change", "todos_search", "users"}, set(left_out))
        for name, settings in left_out.items():
            self.assertIn("statement_timeout", settings, name)
            for setting, value in settings.items():
                if setting != "extra_float_digits":
                    with self.subTest(f"{name}: {setting}"):
                        # PostgreSQL writes it in its own unit: 8s for 8000.
                        kept = pooler.sql(name, f"select current_setting('{setting}')")[0][0]
                        self.assertEqual([["t"]], pooler.sql(name, f"select set_config('{setting}', '{value}', true) = '{kept}'"), kept)

    def test_a_database_that_lets_nobody_in_is_503_behind_a_pooler_too(self):
        if not self.product.pooler:
            self.skipTest("there is none: --pgbouncer")
        ann = self.visitor()
        ann.added("kept")
        known = {**bearer(ann.id), "X-Todolist-Caller-Key": CALLER_KEY}
        rules = Visitor(f"http://127.0.0.1:{DOORS['rule-service']}")
        self.product.sql("postgres", "alter database rules allow_connections false")
        try:
            self.product.sql("postgres", "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'rules'")
            for method, path, body in (("GET", "/todos", None), ("POST", "/todos", {"name": "lost"}), ("GET", "/todos?q=kept", None)):
                answer = rules.ask(method, path, body, known)
                self.assertEqual(503, answer.status, f"{method} {path}: {answer.text()}")
        finally:
            self.product.sql("postgres", "alter database rules allow_connections true")
        self.assertTrue(self.within(30, lambda: rules.ask("GET", "/todos", None, known).status == 200))
        self.assertIn("kept", ann.names())

    # --- What the platform asks of the program

    def test_it_listens_on_all_addresses(self):
        if self.platform.name == "lambda":
            self.skipTest("the adapter asks at 127.0.0.1")
        function = self.product.functions["gateway-service"]
        env = {"PATH": "/usr/bin:/bin", **function.env, **self.platform.environment(function.name, "")}
        with tempfile.TemporaryFile() as log:
            popen = subprocess.Popen(
                sandbox(function, self.platform.command(function.artefact, ""), "--unshare-net"), env=env, stdout=log, stderr=log)
            try:
                port = f":{self.platform.port:04X}"
                self.assertTrue(self.within(20, lambda: self.listening(popen.pid) & {"00000000" + port, "0" * 32 + port}),
                                self.listening(popen.pid))
            finally:
                popen.kill()
                popen.wait()

    @staticmethod
    def listening(pid):
        """Addresses in hexadecimal, as the kernel lists them, in the namespace of the youngest descendant."""
        pids = [pid]
        for it in pids:
            for task in Path(f"/proc/{it}/task").glob("*/children"):
                pids += map(int, task.read_text().split())
        try:
            lines = [line for file in ("tcp", "tcp6") for line in Path(f"/proc/{pids[-1]}/net/{file}").read_text().splitlines()]
        except OSError:
            return set()
        return {line.split()[1] for line in lines if line.split()[3] == "0A"}

    def test_its_variables_fit(self):
        for function in self.product.functions.values():
            variables = sum(len(name) + len(value) for name, value in function.env.items())
            self.seen[f"variables of {function.name}"] = f"{variables} bytes"
            if self.platform.most_environment:
                self.assertLessEqual(variables, self.platform.most_environment)

    def test_its_glibc_is_in_the_image(self):
        if self.product.flavour != "native":
            self.skipTest("a JVM brings what it needs")
        for service_name, artefact in self.product.artefacts.items():
            needed = needed_glibc(artefact.source)
            self.seen["needed glibc"] = ".".join(map(str, needed))
            self.assertLessEqual(needed, GLIBC_OF_IMAGE, service_name)

    def timer(self, name):
        """As the platform's own event; where that has no form, by HTTP."""
        if self.platform.has_events:
            self.product.functions[name].event(b'{"source": "timer"}')
        else:
            forward("127.0.0.1", DOORS[name], Request("POST", "/events", [("Host", "localhost")]))

    def ask(self, method, path, headers=None, body=None):
        return Visitor(self.url).ask(method, path, body, headers)

    def same(self, method, path, headers):
        there, plain = (Visitor(url).ask(method, path, None, {"Host": "localhost:3000", **headers}) for url in (self.url, self.plain_url))
        self.assertEqual(plain.status, there.status, path)
        if "problem" not in (plain.header("content-type") or ""):  # They have an id of their own.
            self.assertEqual(plain.body, there.body, path)
        self.assertEqual(*(sorted((name.lower(), re.sub("Expires=[^;]*", "", value)) for name, value in it.headers if name.lower() not in PASSING)
                           for it in (plain, there)), path)
        return there

    @staticmethod
    def within(seconds, question):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if question():
                return True
            time.sleep(0.05)
        return False
