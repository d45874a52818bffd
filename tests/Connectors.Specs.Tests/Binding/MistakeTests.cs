using Connectors.Specs.Diagnostics;
using Connectors.Specs.Vocabulary;

namespace Connectors.Specs.Tests.Binding;

/// <summary>Breaks specs that compile on purpose, and looks for the diagnostic at the place of the mistake.</summary>
public class MistakeTests
{
    private static readonly SourceText Contract = Files.Read("tests/specs/contracts/acme.openapi.yaml");

    /// <summary>The ID to find, the spec under tests/specs, what is replaced in it, and with what; « marks the place of the diagnostic.</summary>
    public static TheoryData<string, string, string, string> Mistakes { get; } = new()
    {
        { "CONN1001", "values", "category: ats", "category: ats\n«catgory: x" },
        { "CONN1001", "values", "{ from: title, as: localised }", "{ from: title, «ass: localised, as: localised }" },
        { "CONN1002", "values", "connector: values\nname: Acme\n", "«connector: values\n" },
        { "CONN1002", "transport", "basic: { user: \"{connection.user}\", password: \"{connection.api_key}\" }", "basic: «{ user: \"{connection.user}\" }" },
        { "CONN1003", "values", "{ get: /jobs, records: . }", "«[]" },
        { "CONN1003", "values", "job_code: { first_of: [code, extras.code, { value: none }] }", "job_code: { first_of: «code }" },
        { "CONN1003", "values", "weekly_hours: hours", "weekly_hours: «[hours]" },
        { "CONN1003", "values", "weekly_hours: hours", "weekly_hours:«" },
        { "CONN1004", "values", "as: localised", "as: «localized" },
        { "CONN1005", "values", "end_of_day: true", "end_of_day: «yes" },
        { "CONN1005", "values", "secret: true", "secret: «1" },
        { "CONN1005", "transport", "10/second", "«10/blink" },
        { "CONN1005", "transport", "zone: Europe/Berlin", "zone: «Berlin" },
        { "CONN1005", "transport", "wait: 30s", "wait: «30" },
        { "CONN1005", "transport", "rest: https://careers.acme.example", "rest: «http://careers.acme.example" },
        { "CONN1005", "transport", "files.acme.example", "«https://files.acme.example" },
        { "CONN1006", "values", "{ get: /jobs, records: . }", "{ get: /jobs, «post: /jobs, records: . }" },
        { "CONN1006", "transport", "not: { is: { code: closed } }", "«not: { is: { code: closed, text: x } }" },
        { "CONN1007", "values", "weekly_hours: hours", "weekly_hours: «hours..x" },
        { "CONN1008", "values", "bearer: \"{connection.api_key}\"", "bearer: «\"{connection.api_key\"" },
        { "CONN2001", "values", "connector: values", "connector: «other" },
        { "CONN2002", "values", "category: ats", "category: «hris" },
        { "CONN2003", "values", "screening_questions:\n", "«screening_question:\n" },
        { "CONN2003", "values", "{ get: /questions, records: . }", "{ with: «job }" },
        { "CONN2003", "for_each", "for_each: users", "for_each: «usres" },
        { "CONN2004", "values", "weekly_hours: hours", "«weekly_hour: hours" },
        { "CONN2004", "values", "city: place.town", "«town: place.town" },
        { "CONN2005", "values", "weekly_hours: hours", "«changed_at: changed" },
        { "CONN2006", "values", "models:\n  jobs:\n    read: { get: /jobs, records: . }\n    fields:\n      remote_id: id\n", "models:\n  «jobs:\n    read: { get: /jobs, records: . }\n    fields:\n" },
        { "CONN2006", "values", "integration_fields: { each: fields, key: key, type", "integration_fields: «{ each: fields, type" },
        { "CONN2007", "values", "live: OPEN", "live: «OPENED" },
        { "CONN2007", "values", "default: false", "default: «maybe" },
        { "CONN2007", "values", "then: CONFIDENTIAL", "then: «SECRET" },
        { "CONN2007", "values", "then: UNLISTED", "then: «HIDDEN" },
        { "CONN2042", "values", "models:\n  jobs:\n", "tables:\n  «idle: { get: /questions, records: ., key: id }\nmodels:\n  jobs:\n" },
        { "CONN2008", "values", "location: { city: place.town, country: { from: place.country, as: country } }", "location: «place.town" },
        { "CONN2008", "values", "weekly_hours: hours", "weekly_hours: «{ list: [hours] }" },
        { "CONN2008", "values", "weekly_hours: hours", "weekly_hours: «{ form: hours }" },
        { "CONN2008", "values", "weekly_hours: hours", "weekly_hours: «{ kye: [hours] }" },
        { "CONN2008", "values", "contact_id: owner.id", "contact_id: { value: «x }" },
        { "CONN2008", "values", "remote_data: true", "remote_data: «." },
        { "CONN2009", "values", "{ type: TEXT,", "{ type: «TXT," },
        { "CONN2010", "values", "features: [connection_guide]", "features: [«connection_guides]" },
        { "CONN2032", "values", "features: [connection_guide]", "features: [«sync_only_created_applications]" },
        { "CONN2011", "values", "salary_period: Nobody has asked for it.", "«status: No." },
        { "CONN2011", "values", "  users: Later.", "  «user: Later." },
        { "CONN2012", "values", "bearer: \"{connection.api_key}\"", "bearer: «\"{connection.api_kei}\"" },
        { "CONN2012", "lookup", "get: \"/users/{record.remote_id}\"", "get: «\"/users/{record.id}\"" },
        { "CONN2013", "values", "api_key: { label: API key, secret: true }", "api_key: { label: API key, secret: true }\n    «extra: { label: Extra }" },
        { "CONN2014", "values", "{ get: /questions, records: . }", "{ get: /questions, records: ., for_each: «screening_questions }" },
        { "CONN2014", "within", "within: jobs, each: stages", "within: «application_stages, each: stages" },
        { "CONN2015", "values", "contact_id: owner.id", "contact_id: «parent.remote_id" },
        { "CONN2015", "for_each", "      for_each: users\n      only: changed\n      get: \"/users/{parent.remote_id}/tags\"", "      get: «\"/users/{parent.remote_id}/tags\"" },
        { "CONN2016", "values", "{ get: /jobs,", "{ get: «\"other:/jobs\"," },
        { "CONN2017", "values", "weekly_hours: hours", "weekly_hours: { from: hours, «zone: UTC }" },
        { "CONN2017", "values", "{ from: state, map: { draft: DRAFT, live: OPEN }, otherwise: CLOSED }", "{ from: state, «as: raw, map: { draft: DRAFT, live: OPEN }, otherwise: CLOSED }" },
        { "CONN2017", "paging_number", "number: { query: page, first: 0 }, size: { query: size, is: 100 }, last: pages", "offset: { query: page, first: 0 }, size: { query: size, is: 100 }, «last: pages" },
        { "CONN2017", "within", "within: jobs, each: stages", "within: jobs, each: stages, «records: ." },
        { "CONN2017", "for_each", "      for_each: users\n      only", "      «only" },
        { "CONN2018", "values", "as: local_time, format: dd.MM.yyyy HH:mm", "as: «local_time" },
        { "CONN1005", "values", "as: local_time, format: dd.MM.yyyy HH:mm", "as: local_time, format: «dd.MM.yyyy" },
        { "CONN1005", "values", "as: date, format: dd.MM.yyyy,", "as: date, format: «dd.MM.yyyy HH:mm," },
        { "CONN2018", "values", "{ get: /jobs, records: . }", "{ get: «/jobs }" },
        { "CONN2018", "paging_number_header", ", size: { query: size, is: 50 }, stop: short", ", stop: «short" },
        { "CONN2018", "within", "within: jobs, each: stages", "within: «jobs" },
        { "CONN2018", "soap/session_rest", "rest: https://api.acme.example/v1", "rest: «\"https://{auth.account}.acme.example\"" },
        { "CONN2019", "values", "secret: true }", "options: [a, b], default: «c }" },
        { "CONN2019", "transport", "example: acme", "example: «ACME" },
        { "CONN2020", "transport", "host: { label: Host, pattern: \"^[a-z]+$\", example: acme }", "«host: { label: Host, example: acme }" },
        { "CONN2020", "transport", "host: { label: Host, pattern: \"^[a-z]+$\", example: acme }", "«host: { label: Host, pattern: '\\S+', example: acme }" },
        { "CONN2020", "transport", "host: { label: Host, pattern: \"^[a-z]+$\", example: acme }", "«host: { label: Host, options: [acme, acme.example/x] }" },
        { "CONN2033", "transport", "careers: { rest: https://careers.acme.example }", "careers: { rest: https://careers.acme.example, auth: [{ discover: { get: «\"main:/me\", take: { me: id } } }] }" },
        { "CONN3001", "values", "get: /jobs", "get: «/job" },
        { "CONN3001", "values", "get: /jobs", "post: «/jobs" },
        { "CONN3002", "values", "weekly_hours: hours", "weekly_hours: «hour" },
        { "CONN3002", "values", "weekly_hours: hours", "weekly_hours: «hours.x" },
        { "CONN3002", "values", "city: place.town", "city: «place.twon" },
        { "CONN3002", "values", "\"links[rel=apply].href\"", "«\"links[kind=apply].href\"" },
        { "CONN3002", "transport", "message: text, fields", "message: «txt, fields" },
        { "CONN3002", "lookup", "root: user,", "root: «usr," },
        { "CONN3002", "lookup", "detail.name.first", "«detail.name.frist" },
        { "CONN3002", "paging_number", "last: pages", "last: «page" },
        { "CONN3002", "paging_number", "total: count", "total: «counted" },
        { "CONN3002", "paging_after", "more: more", "more: «has_more" },
        { "CONN3002", "paging_after", "from: id }", "from: «ident }" },
        { "CONN3002", "paging_next", "done: last", "done: «is_last" },
        { "CONN3002", "paging_next", "next: next", "next: «nxt" },
        { "CONN3003", "values", "weekly_hours: hours", "weekly_hours: «code" },
        { "CONN3003", "values", "remote_created_at: created", "remote_created_at: «opened" },
        { "CONN3003", "values", "{ from: changed, as: unix_seconds }", "{ from: «code, as: unix_seconds }" },
        { "CONN3003", "values", "contact_id: owner.id", "contact_id: «hidden" },
        { "CONN3003", "values", "{ from: state, map: { draft: DRAFT, live: OPEN }, otherwise: CLOSED }", "«state" },
        { "CONN3004", "values", "{ from: state, map: { draft: DRAFT, live: OPEN }, otherwise: CLOSED }", "{ from: «state, map: { draft: DRAFT, live: OPEN } }" },
        { "CONN3004", "values", "        switch: kind\n        line: { type: TEXT, display_type: { value: SINGLE_LINE } }\n        choice: { type: SINGLE_SELECT, options: { each: choices, remote_id: id, name: label } }\n        file: { type: FILE, accepted_mime_types: \"types[].mime\" }\n        otherwise: { type: UNKNOWN, raw_question: { from: ., as: raw } }\n", "        switch: «kind\n        line: { type: TEXT, display_type: { value: SINGLE_LINE } }\n" },
        { "CONN3005", "values", "draft: DRAFT", "«drafted: DRAFT" },
        { "CONN3005", "values", "channels: web", "channels: «www" },
        { "CONN3006", "values", "{ get: /jobs, records: . }", "{ get: /jobs, query: { «limit: 1 }, records: . }" },
        { "CONN3006", "values", "{ get: /jobs, records: . }", "{ get: /jobs, page: { number: { query: «page } }, records: . }" },
        { "CONN3006", "for_each", "expand: [roles, groups]", "«expnd: [roles, groups]" },
        { "CONN3006", "places", "kinds: [person, team]", "«kind: [person, team]" },
        { "CONN3007", "for_each", "      get: \"/users/{parent.remote_id}/tags\"\n      query: { lang: en }\n", "      get: «\"/users/{parent.remote_id}/tags\"\n" },
        { "CONN3007", "places", "      post: \"/users/search/{page}\"\n      headers: { Accept: application/json }\n      body: { filter: { active: true, kinds: [person, team] } }\n      records: users\n      lone: true\n      page: { number: { path: page }, size: { body: size, is: 50 } }\n      since: { body: filter.since, as: unix_ms, overlap: 5m, sees: activity }\n", "      post: «\"/users/search/{page}\"\n      records: users\n      lone: true\n      page: { number: { path: page }, size: { body: size, is: 50 } }\n" },
        { "CONN3008", "for_each", "expand: [roles, groups]", "expand: [roles, «group]" },
        { "CONN3008", "paging_number", "is: 100", "is: «101" },
        { "CONN3010", "transport", "header: X-Reset", "header: «X-Resett" },
        { "CONN3011", "values", "remote_url: \"links[0].href\"", "remote_url: «channels" },
        { "CONN3011", "values", "weekly_hours: hours", "weekly_hours: «\"hours[0]\"" },
        { "CONN3011", "values", "records: . }\n    fields:\n      remote_id: id\n      name", "records: «\"[0].place\" }\n    fields:\n      remote_id: id\n      name" },
        { "CONN3011", "within", "each: stages", "each: «code" },
        { "CONN1002", "soap/session", "{ call: LogIn, body: { Password: \"{connection.password}\", User: \"{connection.user}\" } }", "«{ body: { Password: \"{connection.password}\", User: \"{connection.user}\" } }" },
        { "CONN1004", "soap/call", "soap_version: 1.2", "soap_version: «1.3" },
        { "CONN1005", "soap/session", "lives: 20m", "lives: «20" },
        { "CONN1005", "soap/session_rest", "acmesoap: { name", "«session_rest: { name" },
        { "CONN1006", "soap/call", "soap: https://soap.acme.example/service", "rest: https://soap.acme.example\n  «soap: https://soap.acme.example/service" },
        { "CONN2012", "soap/session", "value: \"{token}\"", "value: «\"{tokn}\"" },
        { "CONN2016", "soap/session", "\"service:FindTags\"", "«\"servise:FindTags\"" },
        { "CONN2017", "soap/call", "check: { call: Ping, body: { text(): hello } }", "check: { get: «/ping }" },
        { "CONN2017", "soap/session_rest", "login: { get: /me }", "login: { call: «LogIn }" },
        { "CONN2017", "soap/session_rest", "    - bearer: \"{connection.api_key}\"", "    - «username_token: { user: x, password: \"{connection.api_key}\" }" },
        { "CONN2017", "soap/session_rest", "  rest: https://api.acme.example/v1\n", "  rest: https://api.acme.example/v1\n  «soap_version: 1.1\n" },
        { "CONN3001", "soap/call", "call: FindUsers", "call: «FindUser" },
        { "CONN3001", "soap/call", "check: { call: Ping, body: { text(): hello } }", "check: { call: «LogIn }" },
        { "CONN3002", "soap/call", "Last.text()", "«Last.txt()" },
        { "CONN3002", "soap/call", "Manager.Manager.id", "«Manager.Manager.idd" },
        { "CONN3002", "soap/session", "take: { token: Token }", "take: { token: «Tokn }" },
        { "CONN3002", "soap/session", "message: fault.text", "message: «fault.txt" },
        { "CONN3003", "soap/call", "first_name: First", "first_name: «Last" },
        { "CONN3003", "soap/call", "as: local_time", "as: «date" },
        { "CONN3003", "soap/session", "{ body: fault.detail.Problem.Wait }", "{ body: «fault.detail.Problem }" },
        { "CONN3005", "soap/session", "Code: EXPIRED", "Code: «EXPIRE" },
        { "CONN3006", "soap/call", "Active: true", "Active: true, «Older: true" },
        { "CONN3006", "soap/call", "since: { body: ChangedSince", "since: { query: «ChangedSince" },
        { "CONN3006", "soap/session", "soap_header: Session.Token", "soap_header: «Session.Tokn" },
        { "CONN3006", "soap/session", "soap_header: Session.Token", "soap_header: «Sesion.Token" },
        { "CONN3007", "soap/call", "call: FindUsers\n      body: { Filter: { Kind: [person, team], mode: any, Active: true } }", "call: «FindUsers\n      body: { Filter: { Kind: [person, team], Active: true } }" },
        { "CONN3007", "soap/call", "call: FindUsers\n      body: { Filter: { Kind: [person, team], mode: any, Active: true } }\n      records: User\n      page: { number: { body: Page }, ", "call: «FindUsers\n      records: User\n      page: { next: First, " },
        { "CONN3007", "soap/session", "call: \"service:FindTags\", body: { Of: 1 }", "call: «\"service:FindTags\"" },
        { "CONN3008", "soap/call", "Active: true", "Active: «yes" },
        { "CONN3008", "soap/call", "[person, team]", "[person, «group]" },
        { "CONN3008", "soap/call", "is: 100", "is: «101" },
        { "CONN3008", "soap/session", "Of: 1", "Of: «1.5" },
        { "CONN2017", "soap/mixed", "lookup: { get: \"/users/{record.remote_id}\", root: user }", "lookup: { call: «\"legacy:FindTags\", body: { Named: \"{record.remote_id}\" } }" },
        { "CONN1004", "soap/session", "lives: 20m", "lives: { from: Token, unit: «days }" },
        { "CONN3002", "soap/session", "lives: 20m", "lives: { from: «Tokn, unit: minutes }" },
        { "CONN3000", "soap/mixed", "contract: contracts/acme.wsdl", "contract: «contracts/none.wsdl" },
        { "CONN3001", "soap/mixed", "get: /users,", "get: «/user," },
        { "CONN3001", "soap/mixed", "\"legacy:FindTags\"", "«\"legacy:FindTag\"" },
        { "CONN3002", "soap/lookup_soap", "email: detail.Manager.id", "email: «detail.Manger.id" },
        { "CONN3012", "soap/session", "call: \"service:FindTags\", body: { Of: 1 }", "call: «\"service:FindTags\", body: { Of: 1, Named: x }" },
        { "CONN3012", "soap/call", "call: FindUsers\n      body: { ", "call: «FindUsers\n      body: { From: 2024-01-01, " },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_reported_at_its_place(string id, string name, string right, string wrong)
    {
        var spec = $"tests/specs/{name}.yaml";
        var text = Files.Read(spec).Text;
        Assert.Contains(right, text, StringComparison.Ordinal);
        var start = text.IndexOf(right, StringComparison.Ordinal);
        Check(id, spec, string.Concat(text.AsSpan(0, start), wrong, text.AsSpan(start + right.Length)));
    }

    /// <summary>Compiles a broken spec, and looks for the diagnostic at the place that « marks.</summary>
    internal static void Check(string id, string spec, string text)
    {
        var at = text.IndexOf('«', StringComparison.Ordinal);
        text = text.Remove(at, 1);
        var line = text.AsSpan(0, at).Count('\n');
        var column = at - (text.LastIndexOf('\n', at - 1 < 0 ? 0 : at - 1) + 1);

        var (contract, siblings) = Files.ContractOf(spec)!.Value;
        var compilation = SpecCompiler.Compile(new SourceText(spec, text), Vocabularies.Ats, contract, siblings);

        Assert.Contains($"{line},{column}: {id}", compilation.Diagnostics.Select(d => $"{d.Span.Line},{d.Span.Column}: {d.Rule.Id}"));
        Assert.All(compilation.Diagnostics, d => Assert.True(d.Span.Start + d.Span.Length <= text.Length && d.Message[^1] is '.' or '?', d.Message));
        var found = compilation.Diagnostics.First(d => d.Rule.Id == id);
        Assert.Equal(found.Rule.Severity != SpecSeverity.Error, compilation.Success);
    }

    [Fact]
    public void Every_rule_of_the_binding_has_a_mistake_that_breaks_it()
    {
        var tested = Mistakes.Select(row => (string)((object[])row)[0]).Concat(ActionMistakeTests.Mistakes.Select(static m => m.Id)).Append("CONN3000").Append("CONN3009").Concat(Broken()).ToHashSet();
        var rules = DiagnosticRules.All.Select(r => r.Id).Where(id => id[4] is '1' or '2' or '3' && id[5] == '0');
        Assert.Subset(tested, rules.ToHashSet());
    }

    // What the small specs of constructs are broken with, by comments in them.
    private static IEnumerable<string> Broken() =>
        Directory.EnumerateFiles(Path.Combine(Files.Root, "tests", "specs", "constructs"), "*.yaml", SearchOption.AllDirectories)
            .SelectMany(File.ReadLines)
            .Where(static line => line.TrimStart().StartsWith("# break: ", StringComparison.Ordinal))
            .Select(static line => line[(line.LastIndexOf('=') + 1)..].Trim());

    [Fact]
    public void A_contract_that_is_not_there_is_reported_where_it_is_named()
    {
        var spec = Files.Read("tests/specs/values.yaml");
        var found = Assert.Single(SpecCompiler.Compile(spec, Vocabularies.Ats, (SourceText?)null).Diagnostics);
        Assert.Equal(("CONN3000", "contracts/acme.openapi.yaml"), (found.Rule.Id, spec.Text.Substring(found.Span.Start, found.Span.Length)));
        Assert.Equal("contracts/acme.openapi.yaml", SpecCompiler.ContractPath(spec));
    }

    [Fact]
    public void A_status_that_no_reply_declares_is_reported()
    {
        var spec = Files.Read("tests/specs/values.yaml");
        var text = spec.Text.Replace("{ get: /questions, records: . }", "{ get: /questions, records: ., on: [{ status: 404, then: empty }] }", StringComparison.Ordinal);
        var found = Assert.Single(SpecCompiler.Compile(spec with { Text = text }, Vocabularies.Ats, Contract).Diagnostics);
        Assert.Equal(("CONN3009", "404"), (found.Rule.Id, text.Substring(found.Span.Start, found.Span.Length)));
    }

    [Fact]
    public void All_mistakes_are_reported_in_one_run()
    {
        var spec = Files.Read("tests/specs/values.yaml");
        var text = spec.Text
            .Replace("category: ats", "category: hris", StringComparison.Ordinal)
            .Replace("bearer:", "baerer:", StringComparison.Ordinal)
            .Replace("name: { from: title", "name: { from: titel", StringComparison.Ordinal)
            .Replace("live: OPEN", "life: OPEN", StringComparison.Ordinal)
            .Replace("weekly_hours: hours", "hours: hours", StringComparison.Ordinal)
            .Replace("[connection_guide]", "[guide]", StringComparison.Ordinal);
        var ids = SpecCompiler.Compile(spec with { Text = text }, Vocabularies.Ats, Contract).Diagnostics.Select(d => d.Rule.Id);
        Assert.Equal(["CONN2002", "CONN1001", "CONN1002", "CONN3002", "CONN2004", "CONN3005", "CONN2010"], ids.OrderBy(id => Array.IndexOf(["CONN2002", "CONN1001", "CONN1002", "CONN3002", "CONN2004", "CONN3005", "CONN2010"], id)));
    }

    [Theory]
    [InlineData("workable", "  rest:", "  rst:", "CONN1001 CONN1002")]
    [InlineData("coveto", "soap: { soap:", "soap: { sap:", "CONN1002 CONN1001")]
    [InlineData("coveto", "    soap: {", "    soup: {", "CONN2016")]
    [InlineData("teamtailor", "format: json_api", "format: json_apy", "CONN1004")]
    [InlineData("workable", "lookup: { get: \"/jobs", "lookup: { gett: \"/jobs", "CONN1002 CONN1001")]
    [InlineData("workable", "lone: true", "alone: true", "CONN1001")]
    [InlineData("greenhouse", "from: department_id, table", "form: department_id, table", "CONN2008")]
    [InlineData("greenhouse", "  create_application:\n    steps", "  create_aplication:\n    steps", "CONN2021")]
    [InlineData("lever", "form: multipart\n", "form: multiprat\n", "CONN1004")]
    [InlineData("teamtailor", "{ to: url, as: url }", "{ to: , as: url }", "CONN1003")]
    public void What_follows_from_a_mistake_is_not_told(string slug, string sound, string broken, string told)
    {
        var spec = Files.Spec(slug + ".yaml");
        var at = spec.Text.IndexOf(sound, StringComparison.Ordinal);
        var text = spec.Text[..at] + broken + spec.Text[(at + sound.Length)..];
        var (contract, siblings) = Files.ContractOf(spec.Path)!.Value;
        var diagnostics = SpecCompiler.Compile(spec with { Text = text }, Vocabularies.Ats, contract, siblings).Diagnostics;
        Assert.Equal(told, string.Join(' ', diagnostics.Select(d => d.Rule.Id)));
    }

    [Fact]
    public void Positions_stand_beside_the_model()
    {
        var spec = Files.Read("tests/specs/values.yaml");
        var moved = spec with { Text = "# a comment\n\n" + spec.Text };
        var (before, after) = (SpecCompiler.Compile(spec, Vocabularies.Ats, Contract), SpecCompiler.Compile(moved, Vocabularies.Ats, Contract));
        Assert.Equal(before.Spec, after.Spec);
        Assert.Equal(before.Positions!.Find("models.jobs.fields.status")!.Value.Line + 2, after.Positions!.Find("models.jobs.fields.status")!.Value.Line);
        Assert.Null(before.Positions.Find("models.jobs.fields.nothing"));
    }
}
