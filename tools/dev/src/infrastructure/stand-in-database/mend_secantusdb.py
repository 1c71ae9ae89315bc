"""Mends what stops SecantusDB as a whole: for good, once a process has died inside a transaction, and for a time, each
minute and where many write to the same place."""

import time
from datetime import datetime, timedelta, timezone

from secantus import commands
from secantus.storage import Storage
from secantus.transactions import TransactionRegistry, TxnState
from wiredtiger import Session


def prune_without_waiting(self):
    """As the original, but leaves out a transaction that has a statement under way: it is not idle, and its statement
    may wait for the very locks of an idle one. Waiting for it here stopped the whole server for good."""
    cutoff = self._time() - self._lifetime
    reaped = 0
    for txn in self._txns.values():
        if not txn.mutex.acquire(blocking=False):
            continue
        try:
            if txn.state is TxnState.IN_PROGRESS and txn.last_use < cutoff:
                self._rollback_quietly(txn)
                txn.state = TxnState.ABORTED
                reaped += 1
        finally:
            txn.mutex.release()
    return reaped


def drop_when_transactions_have_ended(original):
    """As MongoDB, waits for the transactions that are open now, until the longest have lived long enough. The original
    goes at once, spins on the first row that one of them has written, and holds a lock that is needed to end them."""

    def drop(doc, ctx):
        open_now = [txn for txn in list(ctx.transactions._txns.values()) if txn.state is TxnState.IN_PROGRESS]
        while any(txn.state is TxnState.IN_PROGRESS for txn in open_now):
            ctx.transactions.prune_expired()
            time.sleep(0.05)
        return original(doc, ctx)

    return drop


EARLIEST = datetime(1970, 1, 1, tzinfo=timezone.utc)


def expire_what_the_index_finds(original):
    """As MongoDB, asks each index with an age limit whether it holds anything that is older. The original reads every
    document of such a collection each minute, under a lock that every statement needs: with a million of them all other
    statements waited for seconds."""

    def prune_ttl(self, db, coll, *, now=None):
        when = now or datetime.now(timezone.utc)
        for _, fields, options in self._iter_indexes(db, coll):
            if "expireAfterSeconds" not in options:
                continue
            oldest = when - timedelta(seconds=options["expireAfterSeconds"])
            if self.find_matching(db, coll, {field: {"$gte": EARLIEST, "$lt": oldest} for field in fields}):
                return original(self, db, coll, now=now)
        return 0

    return prune_ttl


def create_with_large_pages(original):
    """Lets pages grow, as all collections share one table of index entries. WiredTiger tries to clear away a page of more
    than 5 MB before anybody may use it, which fails while transactions write to it: each of their entries then slept for
    up to a tenth of a second, with 20,000 timers armed."""

    def create(self, name, config=None):
        return original(self, name, f"{config or ''},memory_page_max=100MB")

    return create


def mend():
    Session.create = create_with_large_pages(Session.create)
    Storage.prune_ttl = expire_what_the_index_finds(Storage.prune_ttl)
    commands._HANDLERS["dropDatabase"] = drop_when_transactions_have_ended(commands._HANDLERS["dropDatabase"])
    TransactionRegistry._prune_locked = prune_without_waiting
