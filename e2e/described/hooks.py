"""What schemathesis cannot make up: who is signed in, what is there, and digests that fit. Every second call gets it; the others go as they were made.

PERSON is whom to sign in as; nobody is without it. Where a call may end a sign-in, OTHER signs in anew for it.
"""

import datetime
import hashlib
import itertools
import json
import os
import pathlib
import re
import uuid

import requests
import schemathesis
from schemathesis.core.parameters import ParameterLocation

URL = os.environ["DISTRICT"]
PERSON = os.environ.get("PERSON")
OTHER = os.environ.get("OTHER")
DRAFT = {
    "agency": "civil-affairs",
    "wanted": "示例：2025年老年综合津贴发放人数",
    "name": "示例甲",
    "identity_kind": "other",
    "identity_number": "示例1",
    "telephone": "021-0000 0000",
}
PLAN = (pathlib.Path(__file__).parents[2] / "shared/tests/next_year.txt").read_text("utf-8")
SHANGHAI = datetime.timezone(datetime.timedelta(hours=8))


def number(of):
    """An id that is the same in each run."""
    return str(uuid.UUID(int=(0x018F << 112) + (7 << 76) + (2 << 62) + of))


def digest(text):
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def ask(method, path, **rest):
    answer = requests.request(method, URL + path, timeout=10, **rest)
    answer.raise_for_status()
    return answer


def sign_in(person):
    answer = ask("POST", "/api/sign-in", json={"person": person})
    name, ticket = answer.headers["Set-Cookie"].split(";")[0].split("=", 1)
    return {name: ticket}


def sync(cookies, **call):
    call = {"scope": "person", "device": number(0), "epoch": None, "cursor": 0, "mutations": [], **call}
    return ask("POST", "/api/sync", json=call, cookies=cookies).json()


def filed(**changed):
    return json.dumps({"file_request": {"draft": {**DRAFT, **changed}}})


def file_a_request():
    """So that the agency has a case."""
    firm, body = sign_in("firm-a"), filed()
    sent = {"seq": 1, "id": number(1), "digest": digest(body), "body": body}
    sync(firm, device=number(1), epoch=sync(firm)["epoch"], mutations=[sent])


def epoch(scope):
    """That of what one follows; none where one may not."""
    try:
        return sync(TICKET, scope=scope)["epoch"]
    except requests.HTTPError:
        return None


def keep_a_draft():
    """So that there is one with a link that is open; its token."""
    drafter, path = sign_in("civil-affairs-drafter"), f"/api/drafts/{number(1)}"
    answer = requests.post(URL + path, json={"from": 0, "draft": {}}, cookies=drafter, timeout=10)
    assert answer.status_code in (200, 409), answer.text
    ask("POST", f"{path}/preview/end", cookies=drafter)
    return ask("POST", f"{path}/preview", json={"days": 1}, cookies=drafter).json()["token"]


file_a_request()
TOKEN = keep_a_draft()
TICKET = sign_in(PERSON) if PERSON else {}
# What one may follow, and the epoch of it: one's own, an agency's, or nothing.
FOLLOWED = [(scope, at) for scope in ("person", "agency") if (at := epoch(scope))]
PACK = re.search("/log/proof/([0-9a-f]{64})", ask("GET", "/d/elderly-allowance").text).group(1)
KNOWN = {
    "digest": [PACK],
    "file": [re.search('/assets/([^"]+)', ask("GET", "/").text).group(1)],
    "document": ["elderly-allowance"],
    "agency": ["civil-affairs", "taxation"],
    "service": ["residents", "nowhere"],
    "index": ["000"],
    "id": [number(1)],
    "draft": [number(1)],
}
calls = itertools.count()


if PERSON:

    @schemathesis.auth(refresh_interval=None)
    class SignedIn:
        def get(self, case, context):
            return sign_in(OTHER) if "sign-in" in case.operation.tags else TICKET

        def set(self, case, ticket, context):
            case.cookies = {**(case.cookies or {}), **ticket}


@schemathesis.hook
def before_call(context, case, kwargs):
    # Where an answer leads is another operation.
    kwargs["allow_redirects"] = False
    # What runs the worker refuses a WebSocket by any other method before the worker sees it.
    if case.method != "GET" and case.headers:
        case.headers.pop("Upgrade", None)
    if is_meant_well(case, ParameterLocation.BODY):
        case.body = whole(case.body)
    count, odd = divmod(next(calls), 2)
    if odd:
        return
    known = {**KNOWN, "id": [own_device(case.cookies)]} if "/api/devices/{id}/" in case.operation.path else KNOWN
    for name in (case.path_parameters or {}) if is_meant_well(case, ParameterLocation.PATH) else ():
        if name in known:
            case.path_parameters[name] = known[name][count % len(known[name])]
    if not isinstance(case.body, dict) or not is_meant_well(case, ParameterLocation.BODY):
        return
    match case.operation.path:
        case "/api/sync":
            as_a_device_sends(case.body, count)
        case "/api/publications":
            pack = {**ask("GET", f"/pack/{PACK}").json(), "id": f"made-up-{count}"}
            sent = {"pack": json.dumps(pack), "attribute": {"kind": "active"}, "plan": {"forms": ["text"], "by": "示例办公室"}}
            case.body = {**sent, **some_of({name: case.body[name] for name in case.body if name != "pack"}, count)}
        case "/api/drafts/{draft}":
            as_it_is_written_on(case.body)
        case "/api/previews":
            case.body["token"] = TOKEN
        case "/api/calendar":
            case.body["plan"] = PLAN
        case "/api/cases/{id}/events":
            as_it_happens(case.body)
        case "/api/sign-in":
            case.body["person"] = OTHER or "taxation-head"


def is_meant_well(case, location):
    """What is wrong on purpose stays so."""
    return case.meta is None or not case.meta.is_negative_at(location)


def whole(value):
    """To a schema 5.0 is whole; here whole numbers have no fraction."""
    match value:
        case float() if value.is_integer():
            return int(value)
        case dict():
            return {name: whole(member) for name, member in value.items()}
        case list():
            return [whole(part) for part in value]
    return value


def own_device(cookies):
    """The sign-in that asks."""
    answer = requests.get(f"{URL}/api/devices", cookies=cookies, timeout=10)
    devices = answer.json()["devices"] if answer.ok else []
    return next((device["id"] for device in devices if device["current"]), number(0))


def as_it_is_written_on(saved):
    """The next revision of the one that is there, and each entry of a list has an id."""
    answer = requests.get(f"{URL}/api/drafts/{number(1)}", cookies=TICKET, timeout=10)
    saved["from"] = answer.json()["revision"] if answer.ok else 0
    ids = itertools.count(1)
    parts = [saved["draft"]]
    for part in parts:
        parts.extend(one for one in (part.values() if isinstance(part, dict) else part) if isinstance(one, (dict, list)))
        for entry in part if isinstance(part, list) else ():
            entry["id"] = number(next(ids))


def some_of(members, count):
    """One of them, a different one each time."""
    names = sorted(members)
    return {name: members[name] for name in names[count % len(names):][:1]} if names else {}


def as_it_happens(noted):
    """Today, and first of all after the receipt: half of these are noted."""
    for one in noted.values():
        if "on" in one:
            one["on"] = datetime.datetime.now(SHANGHAI).date().isoformat()
        if "events" in one:
            one["events"] = 0


def as_a_device_sends(call, count):
    """Digests that fit, numbers without gaps, the epoch in which the server is; and half of the mutations are requests."""
    for scope, at in FOLLOWED:
        call.update(scope=scope, epoch=at)
    call["device"] = number(2 + count)
    call.pop("person", None)
    call["mutations"] = call["mutations"] or [{"body": "示例"}]
    for seq, one in enumerate(call["mutations"], start=1):
        if seq % 2:
            one["body"] = filed(wanted=one["body"])
        one.update(seq=seq, id=number((count << 20) + seq), digest=digest(one["body"]), version=1)
