# Stands in for axllent/mailpit: the mail catcher of `npm start`, on the same ports.
FROM node:26-slim
RUN npm install --global --silent maildev@3.0.0
USER node
EXPOSE 1025 8025
CMD ["maildev", "--ip", "0.0.0.0", "--smtp", "1025", "--web-ip", "0.0.0.0", "--web", "8025"]
