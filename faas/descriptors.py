"""Holds each descriptor against what its vendor publishes in PyPI, and tries what stands beside one. faas/lint runs this."""

import http.server
import json
import logging
import os
import subprocess
import sys
import threading
import typing
from importlib import resources
from pathlib import Path

import yaml

FOLDER = Path(sys.argv[1])


def aws(file, template):
    """cfn-lint for what is written, and for what SAM makes of it: the very translator that CloudFormation runs."""
    os.environ.setdefault("AWS_DEFAULT_REGION", "eu-central-1")
    # It would tell of metrics that it keeps.
    logging.getLogger("samtranslator").setLevel(logging.ERROR)
    from samtranslator.public.exceptions import InvalidDocumentException
    from samtranslator.public.translator import ManagedPolicyLoader
    from samtranslator.translator.transform import transform

    class NoPolicies(ManagedPolicyLoader):
        def __init__(self):
            super().__init__(None)

        def load(self):
            return {}

    found = cfn_lint(file)
    # The program that deploys puts the code into a bucket first.
    for resource in template["Resources"].values():
        resource["Properties"]["CodeUri"] = {"Bucket": "bucket", "Key": "key"}
    try:
        translated = transform(template, {}, NoPolicies())
    except InvalidDocumentException as invalid:
        return found + [cause.message for cause in invalid.causes]
    made = Path(__file__).parent / "target" / "translated.json"
    made.write_text(json.dumps(translated, indent=1))
    return found + cfn_lint(made)


def cfn_lint(file):
    linted = subprocess.run([Path(sys.executable).parent / "cfn-lint", "--format", "json", file], capture_output=True, text=True)
    if linted.stderr:
        return [linted.stderr]
    return [f"{it['Rule']['Id']} {'.'.join(map(str, it['Location']['Path'] or []))}: {it['Message']}" for it in json.loads(linted.stdout)]


def cloudrun(file, document):
    """Google's own description of the API: what it has, and what of that it says Cloud Run does not support."""
    text = (resources.files("googleapiclient") / "discovery_cache/documents/run.v1.json").read_text()
    schemas = json.loads(text)["schemas"]
    found = []

    def walk(node, schema, where):
        if "$ref" in schema:
            schema = schemas[schema["$ref"]]
        if isinstance(node, dict) and "properties" in schema:
            for key, value in node.items():
                known = schema["properties"].get(key)
                if known is None or "Not supported by Cloud Run" in known.get("description", "").split("\n")[0][:40]:
                    found.append(f"{where}.{key} is none of Cloud Run's fields")
                else:
                    walk(value, known, f"{where}.{key}")
                if key == "annotations":
                    found.extend(f"{where}.{it} is none of Cloud Run's annotations" for it in value if f"`{it}`" not in text)
        elif isinstance(node, list):
            if schema.get("type") != "array":
                found.append(f"{where} is no list")
            else:
                for index, item in enumerate(node):
                    walk(item, schema["items"], f"{where}[{index}]")
        elif not isinstance(node, {"string": str, "integer": int, "boolean": bool}.get(schema.get("type"), object)) \
                and not (schema.get("type") == "string" and schema.get("format")):
            found.append(f"{where} is no {schema['type']}: {node}")

    walk(document, {"$ref": document["kind"]}, document["kind"])
    return found


def azure(file, document):
    """The API's types, and the values that it names."""
    import typing_extensions
    from azure.mgmt.appcontainers import models, types
    names = {**vars(models), **vars(types)}
    found = []

    def walk(node, kind, where):
        origin, inner = typing.get_origin(kind), typing.get_args(kind)
        if origin is list and isinstance(node, list):
            for index, item in enumerate(node):
                walk(item, inner[0], f"{where}[{index}]")
        elif origin is dict and isinstance(node, dict):
            for key, value in node.items():
                walk(value, inner[1], f"{where}.{key}")
        elif origin is typing.Union:
            if node not in [it.value for it in inner[1]]:
                found.append(f"{where} is none of {', '.join(it.value for it in inner[1])}: {node}")
        elif typing_extensions.is_typeddict(kind) and isinstance(node, dict):
            fields = typing_extensions.get_type_hints(kind, names)
            marked = typing_extensions.get_type_hints(kind, names, include_extras=True)
            found.extend(f"{where} has no {key}" for key, it in marked.items()
                         if typing.get_origin(it) is typing_extensions.Required and key not in node)
            for key, value in node.items():
                if key in fields:
                    walk(value, fields[key], f"{where}.{key}")
                else:
                    found.append(f"{where}.{key} is none of Azure's fields")
        elif kind is not typing.Any and not (isinstance(kind, type) and kind is not dict and not typing_extensions.is_typeddict(kind)
                                             and isinstance(node, (int, float) if kind is float else kind)):
            found.append(f"{where} is no {kind}: {node}")

    kind = {"Microsoft.App/containerApps": types.ContainerApp, "Microsoft.App/jobs": types.Job}[document["type"]]
    walk(document, kind, kind.__name__)
    return found


#: What Serverless Devs' fc3 and fc3-domain have beside the API's fields.
FC3 = {"region", "triggers"}


def aliyun(file, document):
    """The API's models give back what they know."""
    from alibabacloud_fc20230330 import models
    found = []

    def known(node, model, where):
        given_back = model().from_map(node).to_map()

        def compare(node, kept, where):
            if isinstance(node, list) and isinstance(kept, list):
                for index, (item, other) in enumerate(zip(node, kept)):
                    compare(item, other, f"{where}[{index}]")
            if isinstance(node, dict):
                found.extend(f"{where}.{key} is none of Function Compute's fields" for key in node if key not in (kept or {}))
                for key in node.keys() & (kept or {}).keys():
                    compare(node[key], kept[key], f"{where}.{key}")
        compare(node, given_back, where)

    for name, resource in document["resources"].items():
        props = resource["props"]
        if resource["component"] == "fc3-domain":
            known({key: value for key, value in props.items() if key not in FC3}, models.CreateCustomDomainInput, name)
            continue
        known({key: value for key, value in props.items() if key not in FC3}, models.CreateFunctionInput, name)
        for trigger in props["triggers"]:
            config = {"http": models.HTTPTriggerConfig, "timer": models.TimerTriggerConfig}[trigger["triggerType"]]
            known(trigger["triggerConfig"], config, f"{name}.{trigger['triggerName']}")
            known({**trigger, "triggerConfig": ""}, models.CreateTriggerInput, f"{name}.{trigger['triggerName']}")
        ratio = props["memorySize"] / 1024 / props["cpu"]
        if not 1 <= ratio <= 4 or props["memorySize"] % 64:
            found.append(f"{name}: {props['cpu']} CPUs do not go with {props['memorySize']} MB")
    return found


#: What Serverless Cloud Framework calls otherwise than the API, or has beside it.
SCF = {"name": "FunctionName", "image": "Code", "src": "Code", "publicAccess": "PublicNetConfig", "region": None, "events": None}
SCF_IMAGE = {"imageUrl": "ImageUri"}


def tencent(file, document):
    """The API's request has what the component's inputs become."""
    from tencentcloud.scf.v20180416 import models

    def unknown(node, model, renamed, where):
        for key in node:
            name = renamed.get(key, key[:1].upper() + key[1:])
            if name is not None and not hasattr(model, name):
                yield f"{where}.{key} is none of SCF's fields"

    inputs = document["inputs"]
    found = list(unknown(document, object(), {it: None for it in ("component", "app", "stage", "name", "inputs")}, "serverless.yml"))
    found += unknown(inputs, models.CreateFunctionRequest(), SCF, "inputs")
    found += unknown(inputs.get("image", {}), models.ImageConfig(), SCF_IMAGE, "inputs.image")
    found += unknown(inputs["environment"], models.Environment(), {}, "inputs.environment")
    if inputs["memorySize"] % 128 or not 1 <= inputs["timeout"] <= 900:
        found.append("memorySize goes by steps of 128, and timeout from 1 to 900")
    return found


def timer():
    """SCF's own function for it, against a server here: both are called, and a failure of one is told."""
    sys.path.insert(0, str(Path(__file__).parent / "tencent" / "timer" / "src"))
    import index
    called = []

    class Service(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            called.append(self.path)
            self.send_response(503 if self.path.startswith("/busy") else 204)
            self.end_headers()

        def log_message(self, *_):
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Service) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        here = f"http://127.0.0.1:{server.server_port}"
        os.environ["ADDRESSES"] = f"{here}/busy {here}/good"
        try:
            index.handler({}, None)
            told = ""
        except RuntimeError as failure:
            told = str(failure)
        server.shutdown()
    found = [] if called == ["/busy/events", "/good/events"] else [f"called {called}"]
    return found if "/busy" in told and "/good" not in told else found + [f"told of a failure: {told}"]


#: Each check can fail: such a file, with the second word in place of the first.
MISTAKES = (
    ("aliyun/s.yaml", "instanceConcurrency:", "instanceConcurency:"),
    ("aliyun/s.yaml", "httpGetUrl:", "httpGetURL:"),
    ("aliyun/s.yaml", "authType:", "authtype:"),
    ("aliyun/s.yaml", "- path:", "- route:"),
    ("aliyun/s.yaml", "cpu: 0.5", "cpu: 1.5"),
    ("aws/template.yaml", "MemorySize:", "MemroySize:"),
    ("aws/template.yaml", "Timeout: 60", "Timeout: 1000"),
    ("aws/template.yaml", "- RuleServiceUrl", "- RuleServiceUri"),
    ("aws/template.yaml", "${UserServiceAddress}", "${UserServiceAdress}"),
    ("azure/rule-service.yaml", "keyVaultUrl:", "keyVaultURL:"),
    ("azure/rule-service.yaml", "maxReplicas: 10", "maxReplicas: ten"),
    ("azure/rule-service.yaml", "type: Liveness", "type: Alive"),
    ("azure/timer.yaml", "replicaTimeout:", "replicaTimeLimit:"),
    ("cloudrun/rule-service.yaml", "maxScale", "max-scale"),
    ("cloudrun/rule-service.yaml", "secretKeyRef:", "configMapKeyRef:"),
    ("cloudrun/rule-service-migration.yaml", "taskCount: 1", "taskCount: one"),
    ("tencent/rule-service/serverless.yml", "imageUrl:", "imageURL:"),
    ("tencent/rule-service/serverless.yml", "publicAccess:", "publicAcces:"),
    ("tencent/rule-service/serverless.yml", "memorySize: 512", "memorySize: 500"),
)


def mistakes():
    for name, right, wrong in MISTAKES:
        file, text = FOLDER / name, (FOLDER / name).read_text()
        if right not in text:
            yield f"{name} has no {right}"
            continue
        made = Path(__file__).parent / "target" / "mistake.yaml"
        made.write_text(text.replace(right, wrong))
        if not globals()[name.partition("/")[0]](made, yaml.safe_load(made.read_text())):
            yield f"{name}: {wrong} was taken"


def main():
    passed, failed = 0, 0
    for name, check in (("tencent/timer/src/index.py", timer), ("a mistake", mistakes)):
        found = list(check())
        for it in found:
            print(f"{name}: {it}")
        passed, failed = passed + (not found), failed + bool(found)
    for platform in (aliyun, aws, azure, cloudrun, tencent):
        files = sorted(it for it in (FOLDER / platform.__name__).rglob("*.y*ml") if "target" not in it.parts)
        if not files:
            print(f"{platform.__name__}: there is no descriptor")
            failed += 1
        for file in files:
            found = platform(file, yaml.safe_load(file.read_text()))
            for it in found:
                print(f"{file.relative_to(FOLDER)}: {it}")
            passed, failed = passed + (not found), failed + bool(found)
    print(f"{passed} passed, {failed} failed")
    return failed


sys.exit(1 if main() else 0)
