#!/opt/secantusdb/bin/python
"""SecantusDB with the few options of mongod that docker-compose.yml uses.

The root user of MONGO_INITDB_ROOT_USERNAME is created before the server accepts other connections, as in the real image.
"""

import os
import signal
import socket
import sys
import time

import pymongo
from mend_secantusdb import mend
from secantus.server import SecantusDBServer

DATA = "/data/db"


class NamedServer(SecantusDBServer):
    """Tells drivers the host's name as its address: the one it listens on, 0.0.0.0, leads nowhere."""

    @property
    def address(self):
        return (socket.gethostname(), self.port)


def option(name):
    return sys.argv[sys.argv.index(name) + 1] if name in sys.argv else None


def make_root_user():
    user, password = os.environ["MONGO_INITDB_ROOT_USERNAME"], os.environ["MONGO_INITDB_ROOT_PASSWORD"]
    server = SecantusDBServer(host="127.0.0.1", port=0, storage_path=DATA, replica_set_name=None, sync_on_commit=True)
    server.start()
    admin = pymongo.MongoClient("127.0.0.1", server.port, directConnection=True).admin
    if not admin.command("usersInfo", user)["users"]:
        admin.command("createUser", user, pwd=password, roles=[{"role": "root", "db": "admin"}])
    server.stop()


mend()
make_root_user()
server = NamedServer(
    host="0.0.0.0",
    port=27017,
    storage_path=DATA,
    require_auth=True,
    replica_set_name=option("--replSet"),
    enable_test_commands=False,
    sync_on_commit=True,
    transaction_lifetime_seconds=float((option("--setParameter") or "=60").split("=")[1]),
)


def stop(*_):
    server.stop()
    sys.exit(0)


signal.signal(signal.SIGTERM, stop)
signal.signal(signal.SIGINT, stop)
server.start()
print("mongod stand-in (SecantusDB) listens on", server.address, flush=True)
while True:
    time.sleep(3600)
