#!/bin/sh
# Like the real image's: listens on all addresses, logs to the console, runs as its own user.
set -e
[ "$1" = rabbitmq-server ] || exec "$@"
mkdir -p /etc/rabbitmq/conf.d
printf 'listeners.tcp.default = 5672\nloopback_users = none\nlog.console = true\n' > /etc/rabbitmq/conf.d/00-offline.conf
chown -R rabbitmq:rabbitmq /var/lib/rabbitmq /var/log/rabbitmq
export HOME=/var/lib/rabbitmq RABBITMQ_NODENAME="rabbit@$(hostname)"
exec setpriv --reuid=rabbitmq --regid=rabbitmq --init-groups /usr/lib/rabbitmq/bin/rabbitmq-server
