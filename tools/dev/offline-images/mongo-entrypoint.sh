#!/bin/sh
# Like the real image's: the server runs as its own user, also in a container that was started as root.
set -e
[ "$1" = mongod ] || exec "$@"
chown -R mongodb:mongodb /data/db
exec setpriv --reuid=mongodb --regid=mongodb --init-groups "$@"
