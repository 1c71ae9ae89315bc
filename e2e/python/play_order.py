"""Plays a side of an order with the client that openapi-python-client makes of /openapi.json.

Usage: play_order.py <folder of the client> <address> <e-mail> <password> <what> <id>

`place` takes a listing's id and prints the order's; `fulfil` accepts and delivers an order, `finish` approves it; both print its
state.
"""

import sys

folder, base_url, email, password, what, subject = sys.argv[1:]
sys.path.insert(0, folder)

from vc_client import AuthenticatedClient, Client  # noqa: E402
from vc_client.api.auth import log_in  # noqa: E402
from vc_client.api.listings import get_listing  # noqa: E402
from vc_client.api.orders import accept_order, approve_order, deliver_order, get_order, place_order  # noqa: E402
from vc_client.models import (  # noqa: E402
    AcceptOrderBody,
    ApproveOrderBody,
    DeliverOrderLinks,
    LogInRequest,
    Money,
    Order,
    PlaceOrderRequest,
    Problem,
    ProblemCode,
)


def expect(answer, kind):
    """The answer, which must have the type that the document names."""
    if not isinstance(answer, kind):
        raise SystemExit(f"expected {kind.__name__}, got {answer}")
    return answer


session = log_in.sync(client=Client(base_url=base_url), body=LogInRequest(email=email, password=password))
client = AuthenticatedClient(base_url=base_url, token=session.access_token)


def place():
    listing = get_listing.sync(subject, client=client)
    price = listing.base_price.amount
    wrong = Money(amount=price + 1, currency="EUR")
    refused = place_order.sync(
        client=client, body=PlaceOrderRequest(listing_id=subject, expected_total=wrong), idempotency_key="python-0"
    )
    # The refusal is typed as well, with what it adds.
    problem = expect(refused, Problem)
    assert (problem.code, problem.total.amount) == (ProblemCode.PRICE_CHANGED, price), problem
    request = PlaceOrderRequest(listing_id=subject, expected_total=Money(amount=price, currency="EUR"))
    order, again = (
        expect(place_order.sync(client=client, body=request, idempotency_key="python-1"), Order) for _ in range(2)
    )
    assert order.id == again.id, "the same key gave another order"
    return order.id


def fulfil():
    expect(accept_order.sync(subject, client=client, body=AcceptOrderBody()), Order)
    delivery = DeliverOrderLinks(message="Voici votre logo.", links=["https://example.org/logo.svg"])
    return expect(deliver_order.sync(subject, client=client, body=delivery), Order).state


def finish():
    approved = expect(approve_order.sync(subject, client=client, body=ApproveOrderBody()), Order)
    read = expect(get_order.sync(subject, client=client), Order)
    assert read.deliveries[0].message == "Voici votre logo.", read.deliveries
    return approved.state


print({"place": place, "fulfil": fulfil, "finish": finish}[what]())
