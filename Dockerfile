# Two stages: the build needs the development tools, the service needs Node and git.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY . .
RUN npm ci && npm run build && npm prune --omit=dev

FROM node:24-bookworm-slim
RUN apt-get update && apt-get install --yes --no-install-recommends git ca-certificates gnupg openssh-client \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/packages ./packages
COPY --from=build /app/apps ./apps
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 8080
# The configuration says where data is kept (dataDir: /data) and where it listens (listen: 0.0.0.0:8080).
ENTRYPOINT ["node", "/app/apps/automator/bin/automator.mjs"]
CMD ["serve", "--config", "/etc/automator/automator.yaml"]
