// Run by mongosh as root, as often as one likes: makes the replica set and one user per service, each with its own
// database and no other. A password that changed in the environment is changed here too.
const services = ["accounts", "catalog", "orders", "payments", "messaging", "reviews", "notifications"];

try {
  rs.status();
} catch {
  rs.initiate({ _id: "rs0", members: [{ _id: 0, host: "mongo:27017" }] });
}
while (!db.hello().isWritablePrimary) sleep(200);

for (const service of services) {
  const pwd = process.env[`MONGO_PASSWORD_${service.toUpperCase()}`];
  const roles = [{ role: "readWrite", db: service }];
  const own = db.getSiblingDB(service);
  if (own.getUser(service) === null) own.createUser({ user: service, pwd, roles });
  else own.updateUser(service, { pwd, roles });
}
