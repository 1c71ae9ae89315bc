# Stands in for mongo:8: SecantusDB behind the commands that docker-compose.yml calls, and mongosh.
FROM node:26-slim
RUN apt-get update \
  && apt-get install --yes --no-install-recommends python3 python3-venv \
  && rm -rf /var/lib/apt/lists/* \
  && python3 -m venv /opt/secantusdb \
  && PIP_CERT=/etc/ssl/certs/ca-certificates.crt /opt/secantusdb/bin/pip install --quiet SecantusDB==0.7.0b3 \
  && npm install --global --silent mongosh@2.12.0 \
  && groupadd --system mongodb && useradd --system --gid mongodb mongodb \
  && install -d -o mongodb -g mongodb /data/db /data/configdb
COPY offline-images/mongod.py /usr/local/bin/mongod
COPY src/infrastructure/mend_secantusdb.py /usr/local/bin/
COPY offline-images/mongo-entrypoint.sh /usr/local/bin/docker-entrypoint.sh
RUN chmod +x /usr/local/bin/mongod /usr/local/bin/docker-entrypoint.sh
EXPOSE 27017
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["mongod"]
