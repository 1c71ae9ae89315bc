"""What schemathesis cannot know by the OpenAPI document alone. Loaded by schemathesis.toml."""

import os
import re

import schemathesis
from schemathesis.openapi.checks import EnsureResourceAvailability, RejectedPositiveData

# Refusals of requests that the schema allows, for what no schema can say: operation, where, and in which words.
# Each error of a refusal has to be one of these; a 400 for anything else stays a finding.
BEYOND_SCHEMAS = [
    # Cursors are opaque; they come from the page before.
    (r"GET ", "cursor", "is not a cursor of this list"),
    # What only its owner knows, or what came by e-mail.
    (r"(POST|DELETE) /v1/me", "password|currentPassword", "is not the account's password"),
    (r"POST /v1/auth/(verify-email|reset-password)", "token", "is not valid: wrong, used or expired"),
    # The tree of categories is data: GET /v1/categories.
    (r"GET /v1/listings", "category", "is not one of /v1/categories"),
    (r"(POST|PATCH) /v1/listings", "category", "is not a category of the second level, see /v1/categories"),
    (r"(POST|PATCH) /v1/listings", r"extras\.\d+\.id", "is not an extra of this listing, or stands twice"),
    # A sum.
    (r"(POST|PATCH) /v1/listings", "deliveryDays", r"with all extras is \d+ days; 45 are the most"),
    # What belongs to one listing, order or conversation.
    (r"POST /v1/orders$", "extraIds", "names an extra that this listing does not have, or one twice"),
    (r"(PUT|POST) /v1/orders/", r"(brief\.)?fileIds\.\d+", "is no file that you uploaded to this order"),
    (r"POST /v1/orders/", "buyerAmount.amount", "must be more than nothing and less than the order's total"),
    (r"POST /v1/orders/", "dueAt", "must lie in the future and before the end that every order has .R26."),
    (r"POST /v1/conversations/", r"fileIds\.\d+", "is no file that you uploaded into this conversation"),
]

# The same, told by the code of the problem.
BEYOND_SCHEMAS_BY_CODE = {
    # Whether a key was used is known to the caller.
    "idempotency_key_reused": r"POST /v1/(orders|payments/withdrawals)$",
    # Only Stripe can sign.
    "invalid_signature": r"POST /v1/payments/webhooks/",
    # An ETag is of one version of one listing.
    "precondition_failed": r"PATCH /v1/listings/",
}


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """Whether a failure is one: not where the tables above explain it, or where schemathesis itself made it."""
    if isinstance(failure, EnsureResourceAvailability):
        # A new listing is a draft, which has no page to be shared yet (R5).
        return case.operation.label != "GET /v1/listings/{listingId}/page"
    if not isinstance(failure, RejectedPositiveData):
        return True
    if any(value in (None, "None") for value in (case.path_parameters or {}).values()):
        # A link took an id that may be null from where it was null.
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
    # Texts are trimmed before they are measured, which JSON Schema has no word for.
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


# What String.prototype.trim takes off: other than in Python, no separators of ASCII, but the byte order mark.
SPACES = " \t\n\r\v\f\u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff"
SPACES += "".join(map(chr, range(0x2000, 0x200B)))


def trimmed(text):
    return text.strip(SPACES)


@schemathesis.hook
def before_call(context, case, kwargs):
    """Keeps those who ask from losing the roles that they ask with: others' roles are changed instead."""
    if case.operation.label == "PUT /v1/admin/accounts/{id}/roles":
        if case.path_parameters.get("id") in os.environ["FUZZ_KEPT_ACCOUNTS"].split(","):
            case.path_parameters["id"] = os.environ["FUZZ_SPARE_ACCOUNT"]


@schemathesis.hook
def before_load_schema(context, raw_schema):
    """Says of the live stream what OpenAPI 3.1 has no words for: the schema of an event's data, by its name."""
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
