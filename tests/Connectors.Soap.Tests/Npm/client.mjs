// Reads Coveto with a SOAP client that knows nothing but the address of the WSDL, and prints what it got as JSON.
// usage: node client.mjs WSDL-ADDRESS SOAP-VERSION USER PASSWORD
import soap from "soap";

const [wsdl, version, user, password] = process.argv.slice(2);
const client = await soap.createClientAsync(wsdl, { forceSoap12Headers: version === "1.2" });
const call = async (operation, input) => (await client[operation + "Async"](input))[0];
const namespace = client.wsdl.definitions.$targetNamespace;

// A fault of either version as one: whose mistake it is, the text, the vendor's own element, and the status it came with.
const faultOf = async (operation, input) => {
  try {
    await call(operation, input);
    return null;
  } catch (error) {
    const fault = error.root?.Envelope?.Body?.Fault;
    if (!fault) throw error;
    const text = fault.faultstring ?? fault.Reason.Text;
    return { ...(fault.detail ?? fault.Detail).CovetoFehler, code: fault.faultcode ?? fault.Code.Value, text: text.$value ?? text, status: error.response.status };
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

const applications = [];
for (let marker = null; ;) {
  const reply = await call("HoleBewerbungen", marker ? { Fortsetzung: marker } : {});
  applications.push(...reply.Bewerbung);
  if (typeof reply.Fortsetzung !== "string") break; // nil
  marker = reply.Fortsetzung;
}

const questions = [];
for (const job of jobs) {
  const asked = { Stelle: job.attributes.id };
  const reply = await call("HoleFragen", asked).catch(async () => ({ fault: await faultOf("HoleFragen", asked) }));
  if (reply?.fault && reply.fault.Code !== "NICHT_GEFUNDEN") throw new Error(JSON.stringify(reply.fault));
  questions.push(...(reply?.Eintrag ?? []));
}

console.log(JSON.stringify({
  operations: Object.keys(client.describe().CovetoSchnittstelle.CovetoSoap),
  refused,
  stranger,
  gone: await faultOf("HoleFragen", { Stelle: 1 }),
  minutes: session.GueltigMinuten,
  jobs: jobs.map(job => ({ id: job.attributes.id, title: job.Titel, status: job.Status })),
  applicants: applicants.map(person => ({ id: person.attributes.id, lastName: person.Nachname })),
  applications: applications.map(a => ({ id: a.attributes.id, job: a.attributes.stelle, person: a.attributes.bewerber, status: a.Status })),
  questions: questions.map(q => ({ id: q.Frage.attributes.id, kind: q.Frage.Typ, options: q.Bedingung?.Option, flag: q.Bedingung?.JaNein })),
}));
