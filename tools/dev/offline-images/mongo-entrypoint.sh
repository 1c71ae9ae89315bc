#!/bin/sh
# Like the real image's: the server runs as its own user, whoever the container was started as.
set -e
[ "$1" = mongod ] || exec "$@"
chown -R mongodb:mongodb /data/db
exec setpriv --reuid=mongodb --regid=mongodb --init-groups "$@"
