# One file for every process of the platform; SERVICE is the folder of the one that an image is for:
#   docker build --build-arg SERVICE=services/orders .
# Node runs the TypeScript as it is: this brings together the code of one service and its packages. Only the pages of
# the web app are built.

# What decides which packages are installed. Alone, so that a change of code does not install them again.
FROM node:26-slim AS manifests
COPY . /source
WORKDIR /source
RUN mkdir /manifests \
  && find . -name package.json -not -path "*/node_modules/*" -exec cp --parents {} /manifests \; \
  && cp pnpm-lock.yaml pnpm-workspace.yaml /manifests

# Fetched once for all images, in a folder of its own: what lies in /app is what goes into an image.
FROM node:26-slim AS store
RUN npm install --global pnpm@12.21.0
WORKDIR /fetched
COPY --from=manifests /manifests/pnpm-lock.yaml /manifests/pnpm-workspace.yaml ./
RUN pnpm fetch --prod

FROM store AS packages
WORKDIR /app
COPY --from=manifests /manifests .
ARG SERVICE
# Only what the service itself needs at run time; declarations, source maps and read-mes are a third of what packages bring.
RUN pnpm install --prod --offline --frozen-lockfile --filter "{./${SERVICE}}..." \
  && find . -path "*/node_modules/*" -type f \
    \( -name "*.d.ts" -o -name "*.d.mts" -o -name "*.d.cts" -o -name "*.map" -o -name "*.md" \) -delete

# What only the build of pages needs stays in this stage. It is empty for a service without pages.
FROM store AS pages
WORKDIR /app
COPY --from=manifests /manifests .
COPY packages packages
ARG SERVICE
COPY ${SERVICE} ${SERVICE}
RUN mkdir /pages \
  && if [ -f "${SERVICE}/vite.config.ts" ]; then \
    pnpm install --frozen-lockfile --filter "{./${SERVICE}}..." && node "${SERVICE}/build/main.ts" --out /pages; \
  fi

FROM node:26-slim
ARG SERVICE
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 SERVICE=${SERVICE}
WORKDIR /app
COPY --from=packages /app .
COPY packages packages
COPY ${SERVICE} ${SERVICE}
COPY --from=pages /pages ${SERVICE}/dist
# What writes, writes here; a volume that is mounted over it takes on the owner.
RUN install -d -o node -g node /data
USER node
EXPOSE 8080
# Without a process of Node's own for each look: a second of CPU a minute for each container otherwise.
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=3 CMD ["bash", "-c", \
  "exec 3<>/dev/tcp/127.0.0.1/$PORT; printf 'GET /health/ready HTTP/1.0\\r\\n\\r\\n' >&3; read -r -t 2 line <&3; [[ $line == *' 200 '* ]]"]
# `exec`, so that signals reach the service and not a shell.
CMD ["sh", "-c", "exec node $SERVICE/src/main.ts"]
