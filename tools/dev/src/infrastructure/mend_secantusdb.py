"""Mends what stops SecantusDB as a whole, for good, once a process has died inside a transaction."""

import time

from secantus import commands
from secantus.transactions import TransactionRegistry, TxnState


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


def mend():
    commands._HANDLERS["dropDatabase"] = drop_when_transactions_have_ended(commands._HANDLERS["dropDatabase"])
    TransactionRegistry._prune_locked = prune_without_waiting
