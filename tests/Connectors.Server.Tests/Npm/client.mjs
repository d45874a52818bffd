// Drives a server with the official SDK of the unified API, which refuses every answer that is not as it must be.
// node client.mjs ADDRESS KEY TOOL:ID... prints what was called for each integration, and what came of it.
import assert from "node:assert/strict";
import { Kombo } from "@kombo-api/sdk";

const [address, key, ...integrations] = process.argv.slice(2);
const clientOf = (integration, api_key = key) => new Kombo({ api_key, integration_id: integration, server_url: address });

// An error must reach the caller typed; anything else is an answer that the SDK does not understand.
async function refused(call, code, type = "KomboAtsError") {
  try {
    await call();
  } catch (error) {
    assert.equal(error.name, type, `${error.name}: ${error.message}`);
    assert.equal(error.error.code, code);
    return code;
  }
  assert.fail(`${code} was expected`);
}

async function read(list) {
  const records = [];
  for await (const page of await list()) {
    records.push(...page.result.data.results);
  }
  return records;
}

const lists = {
  getJobs: [{ statuses: ["OPEN", "CLOSED", "DRAFT", "ARCHIVED"], updated_after: new Date(0) }, { employment_types: ["FULL_TIME"], visibilities: ["PUBLIC"], remote_created_after: new Date(0), job_codes: ["none"], post_url: "none", name_contains: "e" }],
  getCandidates: [{ updated_after: new Date(0) }, { email: "nobody@example.com", job_ids: ["1"], first_name: "Nobody", last_name: "Nowhere" }],
  getApplications: [{ updated_after: new Date(0), include_deleted: true }, { outcomes: ["PENDING", "HIRED", "DECLINED"], job_ids: ["1"], job_remote_ids: ["1"], current_stage_ids: ["1"], remote_created_after: new Date(0) }],
  getApplicationStages: [{ updated_after: new Date(0) }],
  getUsers: [{ emails: ["nobody@example.com"] }],
  getRoles: [{ scopes: ["SYSTEM", "JOB"] }],
  getTags: [{ ids: ["1"] }],
  getRejectionReasons: [{ remote_ids: ["1"] }],
  getOffers: [{ updated_after: new Date(0) }],
  getInterviews: [{ job_ids: ["1"] }],
};

async function readLists(kombo, told) {
  const found = {};
  for (const [name, queries] of Object.entries(lists)) {
    try {
      found[name] = await read(() => kombo.ats[name]({ page_size: 40 }));
      told[name] = found[name].length;
    } catch (error) {
      assert.equal(error.name, "KomboAtsError", `${name}: ${error.name}: ${error.message}`);
      told[name] = error.error.code;
      continue;
    }
    const [all, ...narrow] = queries;
    await read(() => kombo.ats[name]({ page_size: 250, ...all }));
    for (const query of narrow) {
      await read(() => kombo.ats[name](query));
      await read(() => kombo.ats[name]({ ...query, ignore_unsupported_filters: true }));
    }
    const some = found[name].slice(0, 3).map((record) => record.id);
    assert.deepEqual((await read(() => kombo.ats[name]({ ids: some, page_size: 2 }))).map((record) => record.id), some, name);
  }
  return found;
}

async function act(kombo, tool, found, told) {
  const job = found.getJobs.find((candidate) => candidate.status === "OPEN").id;
  const candidate = {
    first_name: "Inka", last_name: "Sdk", email_address: `inka.${tool}@example.com`, phone_number: "+358401234567", gender: "FEMALE",
    location: { city: "Turku", country: "FI", zip_code: "20100" }, availability_date: new Date(0), salary_expectations: { period: "YEAR", amount: 50000 },
  };
  const created = await kombo.ats.createCandidate({ candidate, application: { job_id: job }, source: { name: "SDK" } });
  assert.equal(created.data.first_name, "Inka");
  assert.ok(created.warnings.length > 0);
  told.createCandidate = created.data.applications.length;

  const applied = await kombo.ats.createApplication({ job_id: job, body: { candidate: { ...candidate, first_name: "Onni", email_address: `onni.${tool}@example.com` } } });
  assert.equal(applied.data.job.id, job);
  told.createApplication = applied.data.candidate.first_name;

  const application_id = found.getApplications[0].id;
  const candidate_id = found.getCandidates[0].id;
  const stage_id = found.getApplicationStages?.[0].id ?? "1";
  const file = { name: "cv.pdf", type: "CV", content_type: "application/pdf", data: "JVBERi0=" };
  const others = {
    moveApplicationToStage: () => kombo.ats.moveApplicationToStage({ application_id, body: { stage_id } }),
    rejectApplication: () => kombo.ats.rejectApplication({ application_id, body: { rejection_reason_id: "1" } }),
    addApplicationNote: () => kombo.ats.addApplicationNote({ application_id, body: { content: "Hello", content_type: "PLAIN_TEXT" } }),
    addApplicationResultLink: () => kombo.ats.addApplicationResultLink({ application_id, body: { label: "Test", url: "https://example.com/1" } }),
    addCandidateResultLink: () => kombo.ats.addCandidateResultLink({ candidate_id, body: { label: "Test", url: "https://example.com/1" } }),
    addApplicationAttachment: () => kombo.ats.addApplicationAttachment({ application_id, body: { attachment: file } }),
    addCandidateAttachment: () => kombo.ats.addCandidateAttachment({ candidate_id, body: { attachment: file } }),
    getApplicationAttachments: () => kombo.ats.getApplicationAttachments({ application_id }),
    getCandidateAttachments: () => kombo.ats.getCandidateAttachments({ candidate_id }),
    addCandidateTag: () => kombo.ats.addCandidateTag({ candidate_id, body: { tag: { name: "Good" } } }),
    removeCandidateTag: () => kombo.ats.removeCandidateTag({ candidate_id, body: { tag: { name: "Good" } } }),
    importTrackedApplication: () => kombo.ats.importTrackedApplication({ tracked_at: null, greenhouse: { id_type: "application_id", application_id: "1" } }),
  };
  for (const [name, call] of Object.entries(others)) {
    try {
      told[name] = Object.keys((await call()).data).length;
    } catch (error) {
      assert.equal(error.name, "KomboAtsError", `${name}: ${error.name}: ${error.message}`);
      told[name] = error.error.code;
    }
  }

  await refused(() => kombo.ats.createCandidate({ candidate: { ...candidate, email_address: "nowhere" }, application: { job_id: job } }), "PLATFORM.INPUT_INVALID");
  await refused(() => kombo.ats.createApplication({ job_id: "remote:404404", body: { candidate } }), "REMOTE.INPUT_INVALID");
}

async function pass(kombo, tool, told) {
  const soap = tool === "coveto";
  const [api, body] = soap
    ? ["soap", { method: "POST", path: "/", data: '<HoleStellen xmlns="https://www.coveto.de/soap/v2"><Seite>1</Seite><ProSeite>1</ProSeite></HoleStellen>', api_options: { operation_name: "HoleStellen" } }]
    : ["api", { method: "GET", path: "/jobs", params: { per_page: "1" } }];
  const reply = await kombo.general.sendPassthroughRequest({ tool, api, body });
  assert.equal(typeof reply.data.data, soap ? "string" : "object");
  assert.deepEqual(reply.warnings, []);
  told.sendPassthroughRequest = reply.data.status;
  const missing = await kombo.general.sendPassthroughRequest({ tool, api: soap ? "public" : "api", body: { method: "GET", path: "/nowhere", response_as_base64: true } });
  told["sendPassthroughRequest nowhere"] = missing.data.status;
  await refused(() => kombo.general.sendPassthroughRequest({ tool, api, body: { ...body, path: "//other.example" } }), "PLATFORM.INPUT_INVALID", "KomboGeneralError");
  await refused(() => kombo.general.sendPassthroughRequest({ tool, api: "nothing", body }), "PLATFORM.INPUT_INVALID", "KomboGeneralError");
}

async function map(kombo, integration_id, told) {
  const fields = await read(() => kombo.general.getIntegrationFields({ integration_id, page_size: 7 }));
  told.getIntegrationFields = fields.length;
  const shown = fields.find((field) => field.model === "ats_jobs" && field.type === "DEFAULT");
  const updated = await kombo.general.updateIntegrationField({ integration_id, integration_field_id: shown.id, body: { enable_passthrough: true } });
  told.updateIntegrationField = updated.data.is_passthrough_enabled;

  const [custom, ...others] = await read(() => kombo.general.getCustomFields({ integration_id, page_size: 1 }));
  assert.deepEqual([custom.key, custom.integration_field, others.length], ["sdk", null, 0]);
  const mapped = await kombo.general.updateCustomFieldMapping({ integration_id, custom_field_id: custom.id, body: { integration_field_id: shown.id } });
  assert.equal(mapped.data.integration_field.key, shown.key);
  told.updateCustomFieldMapping = (await read(() => kombo.ats.getJobs({}))).filter((job) => "sdk" in job.custom_fields).length;
  await kombo.general.updateCustomFieldMapping({ integration_id, custom_field_id: custom.id, body: { integration_field_id: null } });
  await refused(() => kombo.general.updateCustomFieldMapping({ integration_id, custom_field_id: custom.id, body: { integration_field_id: "1" } }), "PLATFORM.INPUT_INVALID", "KomboGeneralError");
}

async function manage(kombo, integration, told) {
  told.checkApiKey = (await kombo.general.checkApiKey()).data.environment_id.length > 0;
  for (const category of ["ats", "hris", "assessment", "lms"]) {
    told[`getTools ${category}`] = (await kombo.general.getTools({ category })).data.tools.map((tool) => tool.id).includes(integration.split(":")[0]);
  }

  const details = await kombo.general.getIntegrationDetails({ integration_id: integration });
  assert.equal(details.data.id, integration);
  told.getIntegrationDetails = details.data.status;
  await kombo.general.setIntegrationEnabled({ integration_id: integration, body: { value: false } });
  await refused(() => kombo.ats.getJobs({}), "INTEGRATION.INACTIVE");
  await kombo.general.setIntegrationEnabled({ integration_id: integration, body: { value: true } });
  const sync = await kombo.general.triggerSync({ type: "DELTA" });
  told.triggerSync = sync.data.type;

  await refused(() => kombo.general.getIntegrationDetails({ integration_id: "nothing:1" }), "PLATFORM.INTEGRATION_NOT_FOUND", "KomboGeneralError");
  await refused(() => clientOf("nothing:1").ats.getJobs({}), "PLATFORM.INTEGRATION_NOT_FOUND");
  await refused(() => clientOf("nothing:1").general.triggerSync({}), "PLATFORM.INTEGRATION_NOT_FOUND", "KomboGeneralError");
  await refused(() => clientOf(integration, "ks_prod_wrong").ats.getJobs({}), "PLATFORM.AUTHENTICATION_INVALID");
  await refused(() => clientOf(integration, "ks_prod_wrong").general.checkApiKey(), "PLATFORM.AUTHENTICATION_INVALID", "KomboGeneralError");
  await refused(() => kombo.ats.getJobs({ cursor: "changed" }), "PLATFORM.INPUT_INVALID");
}

// Connects an account as a person does whose browser runs no scripts. The page of a demo says which credentials its vendor accepts.
async function connected(link) {
  const page = await (await fetch(link)).text();
  const fields = [...page.matchAll(/name="(field\.[^"]+)"/g)].map((match) => match[1]);
  const accepted = [...page.matchAll(/<code>([^<]*)<\/code>/g)].map((match) => match[1]);
  assert.equal(accepted.length, fields.length);
  const form = new URLSearchParams([["step", "form"], ...fields.map((field, i) => [field, accepted[i]])]);
  const action = page.match(/<form method="post" action="([^"]+)">\s*<input type="hidden" name="step" value="form"/)[1];
  const done = await (await fetch(new URL(action, link), { method: "POST", body: form })).text();
  return done.match(/data-activation-token="([^"]+)"/)[1];
}

async function connect(kombo, tool, integration, told) {
  const person = { end_user_email: "inka@example.com", end_user_organization_name: "SDK Oy", end_user_origin_id: "4711" };
  const made = await kombo.connect.createConnectionLink({ ...person, integration_category: "ATS", integration_tool: tool, link_type: "MAGIC_LINK", language: "de" });
  const token = await connected(made.data.link);
  const by = await kombo.connect.getIntegrationByToken({ token });
  assert.equal(by.data.end_user_origin_id, "4711");
  told.getIntegrationByToken = by.data.tool;
  told.connected = (await kombo.general.getIntegrationDetails({ integration_id: by.data.id })).data.setup_status;

  const again = await kombo.general.createReconnectionLink({ integration_id: integration, body: { language: "en" } });
  const same = await kombo.connect.getIntegrationByToken({ token: await connected(again.data.link) });
  assert.equal(same.data.id, integration);
  told.createReconnectionLink = same.data.setup_status;
  told.createSetupLink = await refused(() => kombo.general.createSetupLink({ integration_id: integration, body: { language: "en", link_type: "EMBEDDED" } }), "PLATFORM.INPUT_INVALID", "KomboGeneralError");
  await refused(() => kombo.connect.createConnectionLink(person), "PLATFORM.INPUT_INVALID", "KomboGeneralError");
  await refused(() => kombo.connect.getIntegrationByToken({ token: "unknown" }), "PLATFORM.INTEGRATION_NOT_FOUND", "KomboGeneralError");
}

const all = {};
for (const integration of integrations) {
  const tool = integration.split(":")[0];
  const [kombo, told] = [clientOf(integration), {}];
  const found = await readLists(kombo, told);
  await act(kombo, tool, found, told);
  await pass(kombo, tool, told);
  await map(kombo, integration, told);
  await manage(kombo, integration, told);
  await connect(kombo, tool, integration, told);
  await kombo.general.deleteIntegration({ integration_id: integration, body: {} });
  told.deleteIntegration = await refused(() => kombo.ats.getJobs({}), "PLATFORM.INTEGRATION_NOT_FOUND");
  all[tool] = told;
}
console.log(JSON.stringify(all));
