// Reads a vendor whose schemas stand in files beside its WSDL, with a password digest, and prints what it got as JSON.
// usage: node files.mjs WSDL-ADDRESS USER PASSWORD
import soap from "soap";

const [wsdl, user, password] = process.argv.slice(2);
const client = await soap.createClientAsync(wsdl);
const find = async input => (await client.FindUsersAsync(input))[0];

const ask = async () => {
  const users = [];
  for (let page = 1, more = true; more; page++) {
    const reply = await find({ Page: page, Size: 10, Filter: { attributes: { mode: "any" }, Active: true, Kind: ["person", "team"] }, Remark: "" });
    users.push(...(reply.User ?? []));
    more = reply.More;
  }

  return users;
};

client.setSecurity(new soap.WSSecurity(user, password + "!", { passwordType: "PasswordDigest" }));
const refused = await ask().then(() => null, error => error.root.Envelope.Body.Fault);

client.setSecurity(new soap.WSSecurity(user, password, { passwordType: "PasswordDigest" }));
const users = await ask();

console.log(JSON.stringify({
  files: Object.keys(client.wsdl.definitions.schemas),
  refused: refused && { code: refused.faultcode, text: refused.faultstring },
  users: users.map(u => ({ id: u.attributes.id, kind: u.Kind, last: u.Last?.$value ?? u.Last, changed: u.Changed })),
}));
