# One image for every process of the platform; the command says which one runs.
# Node runs the TypeScript as it is, so nothing is built: this only brings code and packages together.

# What decides which packages are installed. Alone, so that a change of code does not install them again.
FROM node:26-slim AS manifests
COPY . /source
WORKDIR /source
RUN mkdir /manifests \
  && find . -name package.json -not -path "*/node_modules/*" -exec cp --parents {} /manifests \; \
  && cp pnpm-lock.yaml pnpm-workspace.yaml /manifests

FROM node:26-slim AS packages
RUN npm install --global pnpm@12.21.0
WORKDIR /app
COPY --from=manifests /manifests .
# Only what the services need: the workspace's own Node, its checks and its launcher stay out.
RUN pnpm install --prod --frozen-lockfile --filter "{./services/*}..." --filter @vc/stripe-simulator

FROM node:26-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080
WORKDIR /app
COPY --from=packages /app .
COPY . .
# The simulator keeps its state here; a volume that is mounted over it takes on the owner.
RUN install -d -o node -g node /data
USER node
EXPOSE 8080
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "services/gateway/src/main.ts"]
