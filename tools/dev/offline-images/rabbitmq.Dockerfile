# Stands in for rabbitmq:4-management: Debian's RabbitMQ (3.10) with the management plugin.
FROM offline/debian:bookworm
# Packages must not start what they install.
RUN printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d && chmod +x /usr/sbin/policy-rc.d \
  && apt-get update \
  && apt-get install --yes --no-install-recommends rabbitmq-server \
  && rm -rf /var/lib/apt/lists/* \
  && rabbitmq-plugins enable --offline rabbitmq_management rabbitmq_prometheus
COPY rabbitmq-entrypoint.sh /usr/local/bin/docker-entrypoint.sh
RUN chmod +x /usr/local/bin/docker-entrypoint.sh
EXPOSE 5672 15672 15692
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["rabbitmq-server"]
