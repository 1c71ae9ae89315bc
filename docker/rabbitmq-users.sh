#!/usr/bin/env bash
# Prints RabbitMQ's definitions with one user per service, whose passwords are in RABBITMQ_PASSWORD_<SERVICE>. Each may
# declare and read its own queues, the shared exchanges and the delay queues, and no other service's; `operator` may do
# everything and is for people. Of events, each may publish its own and bind its queues to those that it consumes, as
# rabbitmq-topics.json says, which is generated from the contracts.
#
# The default exchange cannot be divided: who may publish to it may reach any queue by its name. Services need it to
# bring retries and timers back to their own queues.
set -euo pipefail

shared='events|events\\.unroutable|returns|delayed\\..+'

users='{"name": "operator", "password": "'$RABBITMQ_PASSWORD_OPERATOR'", "tags": "administrator"}'
permissions='{"user": "operator", "vhost": "/", "configure": ".*", "write": ".*", "read": ".*"}'
for service in accounts catalog orders payments messaging reviews notifications; do
  password="RABBITMQ_PASSWORD_${service^^}"
  own="$service\\\\..+|$shared"
  users="$users, {\"name\": \"$service\", \"password\": \"${!password}\", \"tags\": \"\"}"
  permissions="$permissions, {\"user\": \"$service\", \"vhost\": \"/\",
    \"configure\": \"^($own)\$\", \"write\": \"^($own|amq\\\\.default)\$\", \"read\": \"^($own)\$\"}"
done
topics=$(cat "$(dirname "${BASH_SOURCE[0]}")/rabbitmq-topics.json")
printf '{"vhosts": [{"name": "/"}], "users": [%s], "permissions": [%s], "topic_permissions": %s}\n' \
  "$users" "$permissions" "$topics"
