// Reads Coveto with a SOAP client that knows nothing but the address of the WSDL, and prints what it got as JSON.
// usage: node client.mjs WSDL-ADDRESS SOAP-VERSION USER PASSWORD
import soap from "soap";

const [wsdl, version, user, password] = process.argv.slice(2);
const client = await soap.createClientAsync(wsdl, { forceSoap12Headers: version === "1.2" });
const call = async (operation, input) => (await client[operation + "Async"](input))[0];
const namespace = client.wsdl.definitions.$targetNamespace;

const faultOf = async (operation, input) => {
  try {
    await call(operation, input);
    return null;
  } catch (error) {
    const fault = error.root?.Envelope?.Body?.Fault;
    if (!fault) throw error;
    return (fault.detail ?? fault.Detail).CovetoFehler;
  }
};

const useSession = token => {
  client.clearSoapHeaders();
  client.addSoapHeader({ Sitzung: { Token: token } }, "", "tns", namespace);
};

const refused = await faultOf("Anmelden", { Benutzer: user, Passwort: password + "!" });
useSession("no such session");
const stranger = await faultOf("HoleStellen", { Seite: 1, ProSeite: 10 });

client.clearSoapHeaders();
const session = await call("Anmelden", { Benutzer: user, Passwort: password });
useSession(session.Token);

const jobs = [];
for (let page = 1, total = Infinity; jobs.length < total; page++) {
  const reply = await call("HoleStellen", { Seite: page, ProSeite: 10, MitArchiv: true });
  total = reply.AnzahlGesamt;
  if (!reply.Stellen.Stelle) break;
  jobs.push(...reply.Stellen.Stelle);
}

const applicants = [];
for (let more = true; more;) {
  const last = applicants.at(-1);
  const reply = await call("HoleBewerber", { ...(last && { NachId: last.attributes.id }), Anzahl: 100 });
  applicants.push(...reply.Bewerber);
  more = reply.WeitereVorhanden;
}

console.log(JSON.stringify({
  operations: Object.keys(client.describe().CovetoSchnittstelle.CovetoSoap),
  refused,
  stranger,
  minutes: session.GueltigMinuten,
  jobs: jobs.map(job => ({ id: job.attributes.id, title: job.Titel, status: job.Status })),
  applicants: applicants.map(person => ({ id: person.attributes.id, lastName: person.Nachname })),
}));
