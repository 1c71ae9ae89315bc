"""What the OpenAPI document cannot tell schemathesis. Loaded by schemathesis.toml."""

import json
import os
import pathlib
import re

import schemathesis
from schemathesis.openapi.checks import EnsureResourceAvailability, RejectedPositiveData

# Refusals (400) of requests that the schema allows: operation, path of the error, message, each a regular expression.
# Every error of a refusal must match a row; other refusals are findings. completeness.unit.test.ts checks that each
# message still exists.
BEYOND_SCHEMAS = [
    # Cursors are opaque: they come from the previous page.
    (r"GET ", r"cursor", r"is not a cursor of this list"),
    # Known to the account's owner, or received by e-mail.
    (r"(POST|DELETE) /v1/me", r"password|currentPassword", r"is not the account's password"),
    (r"POST /v1/auth/(verify-email|reset-password|undo-email-change)", r"token", r"is not valid: wrong, used or expired"),
    # The tree of categories is data: GET /v1/categories.
    (r"GET /v1/listings", r"category", r"is not one of /v1/categories"),
    (r"(POST|PATCH) /v1/listings", r"category", r"is not a category of the second level, see /v1/categories"),
    (r"(POST|PATCH) /v1/listings", r"extras\.\d+\.id", r"is not an extra of this listing, or stands twice"),
    # Invisible characters alone: no dialect of patterns says it.
    (r"", r".*", r"must hold at least one visible character"),
    # A sum.
    (r"(POST|PATCH) /v1/listings", r"deliveryDays", r"with all extras is \d+ days; \d+ are the most"),
    # Parts of one listing, order or conversation.
    (r"POST /v1/orders$", r"extraIds", r"names an extra twice"),
    (r"(PUT|POST) /v1/orders/", r"(brief\.)?fileIds\.\d+", r"is no file that you uploaded to this order"),
    (r"POST /v1/conversations/", r"fileIds\.\d+", r"is no file that you uploaded into this conversation"),
]

# Generated from the table of an order's moves by `npm run generate`.
ORDER_INPUT_RULES = json.loads(pathlib.Path(__file__).with_name("order-input-rules.json").read_text())
BEYOND_SCHEMAS += [
    (re.escape(rule["operation"]) + "$", re.escape(rule["path"]), re.escape(rule["message"]))
    for rule in ORDER_INPUT_RULES
]

# The same, by the code of the problem.
BEYOND_SCHEMAS_BY_CODE = {
    # The caller knows whether a key was used.
    "idempotency_key_reused": r"POST /v1/(orders|payments/withdrawals)$",
    # Stripe alone can sign.
    "invalid_signature": r"POST /v1/payments/webhooks/",
    # An ETag belongs to one version of one listing.
    "precondition_failed": r"PATCH /v1/listings/",
}


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """Drops failures that the tables above explain or that schemathesis caused itself."""
    if isinstance(failure, EnsureResourceAvailability):
        # A new listing is a draft, which has no public page yet (R5).
        return case.operation.label != "GET /v1/listings/{listingId}/page"
    if not isinstance(failure, RejectedPositiveData):
        return True
    if any(value in (None, "None") for value in (case.path_parameters or {}).values()):
        # A link took a nullable id from an answer where it was null.
        return False
    problem = response.json()
    label = case.operation.label
    if re.match(BEYOND_SCHEMAS_BY_CODE.get(problem["code"], "never"), label):
        return False
    errors = problem.get("errors") or []
    return not errors or not all(is_explained(label, error, case) for error in errors)


def is_explained(label, error, case):
    path, message = error["path"], error["message"]
    if any(
        re.match(operation, label) and re.fullmatch(where, path) and re.fullmatch(words, message)
        for operation, where, words in BEYOND_SCHEMAS
    ):
        return True
    # Texts are trimmed before they are measured; JSON Schema cannot express that.
    too_short = re.fullmatch(r"Too small: expected string to have >=(\d+) characters", message)
    given = value_at(case, path)
    return too_short is not None and isinstance(given, str) and len(trimmed(given)) < int(too_short[1])


def value_at(case, path):
    value = {**(case.query or {}), **(case.body if isinstance(case.body, dict) else {})}
    for key in path.split("."):
        if isinstance(value, list):
            value = value[int(key)]
        else:
            value = value.get(key) if isinstance(value, dict) else None
    return value


# The characters that String.prototype.trim removes. Python's strip differs: it removes ASCII separators, and keeps the
# byte order mark.
SPACES = " \t\n\r\v\f\u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff"
SPACES += "".join(map(chr, range(0x2000, 0x200B)))


def trimmed(text):
    return text.strip(SPACES)


@schemathesis.hook
def before_call(context, case, kwargs):
    """Keeps the callers' own roles: a change of their roles is sent for another account instead."""
    if case.operation.label == "PUT /v1/admin/accounts/{id}/roles":
        if case.path_parameters.get("id") in os.environ["FUZZ_KEPT_ACCOUNTS"].split(","):
            case.path_parameters["id"] = os.environ["FUZZ_SPARE_ACCOUNT"]


@schemathesis.hook
def before_load_schema(context, raw_schema):
    """Describes the live stream, which OpenAPI 3.1 cannot: the schema of an event's data, by the event's name."""
    events = raw_schema["components"]["schemas"]["LiveEvents"]["properties"]
    answers = raw_schema["paths"]["/v1/notifications/stream"]["get"]["responses"]
    answers["200"]["content"]["text/event-stream"]["schema"] = {
        "oneOf": [
            {
                "type": "object",
                "required": ["id", "event", "data"],
                "properties": {
                    "event": {"const": name},
                    "data": {
                        "type": "string",
                        "contentMediaType": "application/json",
                        "contentSchema": schema,
                    },
                },
            }
            for name, schema in events.items()
        ]
    }
