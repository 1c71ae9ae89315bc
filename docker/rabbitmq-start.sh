#!/usr/bin/env bash
# Starts the broker with the users of rabbitmq-users.sh, read again at every start.
set -euo pipefail

definitions=/etc/rabbitmq/users.json
install -m 600 -o rabbitmq -g rabbitmq /dev/null "$definitions"
bash /rabbitmq-users.sh > "$definitions"
mkdir -p /etc/rabbitmq/conf.d
printf 'load_definitions = %s\n' "$definitions" > /etc/rabbitmq/conf.d/20-users.conf
exec docker-entrypoint.sh rabbitmq-server
