namespace Connectors.Specs.Tests.Binding;

/// <summary>A mistake in a spec under tests/specs/actions, and what is said of it.</summary>
/// <param name="Id">The ID to find.</param>
/// <param name="Spec">The spec.</param>
/// <param name="Right">What is replaced.</param>
/// <param name="Wrong">With what; « marks the place of the diagnostic, here or in another edit.</param>
internal sealed record ActionMistake(string Id, string Spec, string Right, string Wrong)
{
    private readonly List<(string Right, string Wrong)> _more = [];

    /// <summary>The same with one edit more, in the text as the edits before have left it.</summary>
    public ActionMistake And(string right, string wrong)
    {
        _more.Add((right, wrong));
        return this;
    }

    /// <summary>The text with the mistake, and the place of the diagnostic as «.</summary>
    public string Make(string text) => _more.Prepend((Right, Wrong)).Aggregate(text, static (broken, edit) =>
    {
        var at = broken.IndexOf(edit.Item1, StringComparison.Ordinal);
        Assert.True(at >= 0, $"The spec has no {edit.Item1}");
        return string.Concat(broken.AsSpan(0, at), edit.Item2, broken.AsSpan(at + edit.Item1.Length));
    });
}

/// <summary>Breaks the specs of actions on purpose, in every place the binder looks at.</summary>
public class ActionMistakeTests
{
    internal static IReadOnlyList<ActionMistake> Mistakes { get; } =
    [
        // Names: of actions, inputs, steps, values.
        Of("CONN2021", "inputs", "  create_candidate:", "  «create_candidat:"),
        Of("CONN2022", "inputs", "candidate.company: { header", "«candidate.compny: { header"),
        Of("CONN2022", "inputs", "{ name: title, content", "{ «names: title, content"),
        Of("CONN2023", "inputs", "candidate.first_name: person.first", "candidate.first_name: «persn.first"),
        Of("CONN2023", "inputs", "{ path: application.job }", "{ path: «job }"),
        Of("CONN2023", "inputs", "{ query: person.origin }]", "{ query: «people.origin }]"),
        Of("CONN2023", "steps", "\"{steps.person.code}\"", "«\"{steps.persons.code}\""),
        Of("CONN2024", "steps", "\"{steps.person.code}\"", "«\"{steps.person.codes}\""),
        Of("CONN2024", "steps", "take: { remote_id: id, code: family, remote_url: link }", "take: «{ remote_id: id, remote_url: link }"),
        Of("CONN2024", "steps", "take: { remote_id: id, code: code, remote_url: text }", "take: { remote_id: id, code: code, remote_url: text, «name: text }"),
        Of("CONN2024", "steps", "take: { remote_id: id, code: code, remote_url: text }", "take: «{ remote_id: id, code: code }"),
        Of("CONN2025", "inputs", "take: { remote_id: id }", "take: { remote_id: id, «nick: email }"),
        Of("CONN2025", "answers", "body: { person: \"{steps.person.remote_id}\" } }", "body: { person: \"{steps.person.remote_id}\" }, take: { «number: { status: true } } }"),
        Of("CONN2026", "steps", "query: { origin: \"{environment.source_name}\" }", "query: { origin: \"{steps.application.remote_id}\" }").And("      application:\n", "      «application:\n"),
        Of("CONN2026", "answers", "{ post: /people, creates", "{ post: /people, body: { free: \"{steps.person.remote_id}\" }, creates").And("      person: {", "      «person: {"),

        // What comes of an action.
        Of("CONN2003", "inputs", "creates: candidates", "creates: «candidate"),
        Of("CONN2006", "inputs", "      candidate.first_name: person.first\n", "      candidate.company: person.first\n").And("  create_candidate:", "  «create_candidate:").And("      candidate.company: { header: person.X-Reference }\n", ""),
        Of("CONN2006", "answers", "          question_id: field\n", "").And("      screening_question_answers:", "      «screening_question_answers:"),
        Of("CONN2027", "inputs", "creates: candidates, take: { remote_id: id }", "creates: «candidates, take: { remote_url: link }"),
        Of("CONN2028", "inputs", "creates: candidates", "creates: «jobs"),
        Of("CONN2028", "methods", "{ put: \"/applications/{no}/stage\" }", "{ put: \"/applications/{no}/stage\", creates: «applications }"),
        Of("CONN2028", "answers", "creates: candidates, ", "").And("  create_candidate:", "  «create_candidate:"),
        Of("CONN2030", "methods", "same_as: create_candidate", "same_as: «create_candidates"),
        Of("CONN2030", "methods", "same_as: create_candidate", "same_as: «add_candidate_tag"),
        Of("CONN2030", "methods", "same_as: create_candidate", "same_as: «create_application"),
        Of("CONN1006", "methods", "{ same_as: create_candidate }", "{ same_as: create_candidate, «steps: {} }"),
        Of("CONN2017", "methods", "{ same_as: create_candidate }", "{ same_as: create_candidate, «inputs: {} }"),

        // Steps: requests, what they take, what they look for.
        Of("CONN1001", "steps", "repeatable: true", "«repeatabl: true"),
        Of("CONN1002", "steps", "        post: /people\n        repeatable", "        repeatable").And("      person:\n        find", "      person:\n        «find"),
        Of("CONN1002", "steps", "          records: people\n", "").And("          get: /people", "          «get: /people"),
        Of("CONN1003", "steps", "where: { email: \"{input.candidate.email_address}\" }", "where: «email"),
        Of("CONN1005", "steps", "repeatable: true", "repeatable: «yes"),
        Of("CONN1005", "steps", "code: { status: true }", "«Code: { status: true }").And("\"{steps.person.code}\"", "\"{steps.person.Code}\"").And("code: family", "Code: family").And("code: code", "Code: code"),
        Of("CONN1005", "answers", "      person: { post", "      «Person: { post").And("person.first", "Person.first").And("person.last", "Person.last").And("person.contact", "Person.contact").And("steps.person.", "steps.Person."),
        Of("CONN1006", "steps", "{ header: Location, last_segment: true }", "{ header: Location, «status: true, last_segment: true }"),
        Of("CONN1006", "methods", "{ delete: \"/people/{id}/tags/{tag}\" }", "{ delete: \"/people/{id}/tags/{tag}\", «put: \"/people/{id}/tags/{tag}\" }"),
        Of("CONN2012", "steps", "\"{environment.source_name}\"", "«\"{environment.source}\""),
        Of("CONN2012", "steps", "query: { email: \"{input.candidate.email_address}\" }", "query: { email: «\"{input.candidate.email}\" }"),
        Of("CONN2012", "steps", "query: { email: \"{input.candidate.email_address}\" }", "query: { email: «\"{input.candidate.phone_number}\" }"),
        Of("CONN2012", "steps", "query: { email: \"{input.candidate.email_address}\" }", "query: { email: «\"{input.attachments.name}\" }"),
        Of("CONN2012", "steps", "\"/jobs/{job}/applications\"", "«\"/jobs/{jobs}/applications\""),
        Of("CONN2012", "inputs", "{ path: application.job }", "{ path: «application.jobs }"),
        Of("CONN2012", "answers", "      application.job_id: { path: application.job }\n", "").And("post: \"/jobs", "post: «\"/jobs"),
        Of("CONN2023", "inputs", "default: \"{environment.source_name}\"", "default: «\"{steps.person.remote_id}\""),
        Of("CONN2017", "steps", "code: { status: true }", "code: { status: true, «last_segment: true }"),
        Of("CONN2017", "steps", "take: { remote_id: id, code: family", "take: { remote_id: id, code: { header: «Location }"),
        Of("CONN2017", "steps", "take: { remote_id: id, code: family", "take: { remote_id: id, code: { «status: true }"),
        Of("CONN2018", "steps", "where: { email: \"{input.candidate.email_address}\" }", "where: «{}"),
        Of("CONN2018", "steps", "on: [{ status: 409, is: { code: closed }, means: job_closed, message: text }]", "on: [«{ status: 409, is: { code: closed } }]"),
        Of("CONN3001", "steps", "post: /people\n", "put: «/people\n"),
        Of("CONN3001", "methods", "{ delete: \"/people/{id}/tags/{tag}\" }", "{ delete: «\"/people/{id}/tag/{tag}\" }"),
        Of("CONN3002", "steps", "remote_url: link }\n        post", "remote_url: «lnk }\n        post"),
        Of("CONN3002", "steps", "where: { email:", "where: { «mail:"),
        Of("CONN3002", "steps", "take: { remote_id: id, code: code, remote_url: text }", "take: { remote_id: «ids, code: code, remote_url: text }"),
        Of("CONN3002", "inputs", "take: { remote_id: id }", "take: { remote_id: «uuid }"),
        Of("CONN3003", "steps", "remote_url: link }\n        on", "remote_url: «. }\n        on"),
        Of("CONN3005", "steps", "is: { code: exists }", "is: { code: «exist }"),
        Of("CONN3010", "inputs", "{ remote_id: { header: Location } }", "{ remote_id: { header: «Place } }"),
        Of("CONN3011", "steps", "records: people", "records: «\"people[0].email\""),

        // Inputs: where they go.
        Of("CONN1002", "inputs", "{ body: person.last }", "«{ note: x }"),
        Of("CONN1003", "inputs", "candidate.first_name: person.first", "candidate.first_name: [«person.first]"),
        Of("CONN1005", "inputs", "candidate.first_name: person.first", "candidate.first_name: «person"),
        Of("CONN1005", "inputs", "max: 2", "max: «0"),
        Of("CONN1006", "inputs", "{ header: person.X-Reference }", "{ header: person.X-Reference, «query: person.origin }"),
        Of("CONN1007", "inputs", "candidate.location.city: person.address.town", "candidate.location.city: «person.address[]"),
        Of("CONN3011", "inputs", "candidate.location.city: person.address.town", "candidate.location.city: «person.address[0]"),
        Of("CONN2008", "inputs", "      candidate.company: { header: person.X-Reference }", "      «attachments.name: person.free"),
        Of("CONN2008", "inputs", "      candidate.company: { header: person.X-Reference }", "      «candidate: person.free"),
        Of("CONN2008", "inputs", "{ to: person.links, each", "{ query: «person.origin, each"),
        Of("CONN2017", "inputs", "{ header: person.X-Reference }", "{ header: person.X-Reference, «max: 3 }"),
        Of("CONN2017", "inputs", "each: { url: href }, max", "each: { url: href }, «times: 2, max"),
        Of("CONN2018", "inputs", "attachments: { to: application.files, each: { name: title, content_type: kind, data: content, data_url: content, type: { to: sort, map: { CV: CV, COVER_LETTER: LETTER }, refuse: [OTHER] } } }", "«attachments: application.files"),
        Of("CONN1002", "inputs", "{ to: person.links, each", "«{ each"),
        Of("CONN2029", "inputs", "{ header: person.X-Reference }", "«person.free").And("candidate.title: { cookie: person.mood }", "candidate.title: person.free").And("candidate.company: «", "candidate.company: ").And("candidate.title: ", "candidate.title: «"),
        Of("CONN2029", "inputs", "{ header: person.X-Reference }", "«person.address.town").And("candidate.company: «", "candidate.company: ").And("candidate.location.city: ", "candidate.location.city: «"),
        Of("CONN2029", "steps", "candidate.first_name: person.first", "candidate.first_name: person.first\n      source.name: { query: «person.origin }"),
        Of("CONN3006", "inputs", "person.first", "«person.frist"),
        Of("CONN3006", "inputs", "{ cookie: person.mood }", "{ cookie: «person.moods }"),
        Of("CONN3006", "inputs", "person.address.town", "«person.address.twon"),
        Of("CONN3006", "inputs", "{ name: title,", "{ name: «titel,"),
        Of("CONN3007", "steps", "      candidate.last_name: person.last\n", "      candidate.last_name: person.free\n").And("        post: /people", "        post: «/people"),
        Of("CONN3007", "inputs", "      candidate.location.city: person.address.town\n", "").And("{ post: /people", "{ post: «/people"),
        Of("CONN3007", "inputs", "body: { person: \"{steps.person.remote_id}\" }, ", "").And("post: \"/jobs", "post: «\"/jobs"),
        Of("CONN3007", "inputs", "content_type: kind, ", "").And("post: \"/jobs", "post: «\"/jobs"),
        Of("CONN3008", "inputs", "{ url: href }, max: 2", "{ url: href }, max: «4"),
        Of("CONN3011", "inputs", "{ to: person.links, each: { url: href }", "{ to: «person.address, each: { url: town }"),

        // Inputs: how they are written.
        Of("CONN2031", "inputs", ", refuse: [OTHER] }\n      candidate.avail", " }\n      candidate.avail").And("candidate.gender: { to: person.sex, map: {", "candidate.gender: { to: person.sex, map: «{"),
        Of("CONN2031", "inputs", "candidate.gender: { to: person.sex, map: { MALE: m, FEMALE: f }, refuse: [OTHER] }", "«candidate.gender: person.sex"),
        Of("CONN2031", "inputs", "candidate.gender: { to: person.sex, map: { MALE: m, FEMALE: f }, refuse: [OTHER] }", "«candidate.gender: person.free"),
        Of("CONN2007", "inputs", "{ MALE: m,", "{ MALE: m, «MAN: m,"),
        Of("CONN2007", "inputs", "refuse: [OTHER] }\n", "refuse: [OTHER, «NONE] }\n"),
        Of("CONN2007", "inputs", "refuse: [OTHER] }\n", "refuse: [OTHER, «MALE] }\n"),
        Of("CONN2007", "inputs", "refuse: [OTHER] }\n", "refuse: [OTHER], default: «MAN }\n"),
        Of("CONN3005", "inputs", "FEMALE: f }", "FEMALE: «w }"),
        Of("CONN3005", "inputs", "false: nein", "false: «no"),
        Of("CONN2008", "inputs", "{ path: application.job }", "{ path: application.job }\n      «remote_fields: person.free"),
        Of("CONN2008", "inputs", "{ to: person.sex, map: { MALE: m, FEMALE: f }, refuse: [OTHER] }", "{ to: person.sex, map: { MALE: m, FEMALE: f }, refuse: [OTHER], default: «\"{environment.source_name}\" }"),
        Of("CONN2017", "inputs", "candidate.first_name: person.first", "candidate.first_name: { to: person.first, «map: { a: b } }"),
        Of("CONN2017", "inputs", "candidate.first_name: person.first", "candidate.first_name: { to: person.first, «as: date }"),
        Of("CONN2017", "inputs", "map: { true: ja, false: nein }, note", "«refuse: [false], note"),
        Of("CONN2017", "inputs", "{ to: person.day, as: date }", "{ to: person.day, as: date, «map: { a: b } }"),
        Of("CONN2018", "inputs", "attachments: { to: application.files, each: { name: title, content_type: kind, data: content, data_url: content, type: { to: sort, map: { CV: CV, COVER_LETTER: LETTER }, refuse: [OTHER] } } }", "attachments: [{ to: application.files, each: { name: title, content_type: kind, data: content } }, { to: application.files, each: «{ name: title, data_url: content } }]"),
        Of("CONN2018", "inputs", "{ to: person.day, as: date }", "{ to: person.day, as: «local_time }"),
        Of("CONN3003", "inputs", "candidate.first_name: person.first", "candidate.first_name: «person.stamp"),
        Of("CONN3003", "inputs", "candidate.first_name: person.first", "candidate.first_name: «person.contact"),
        Of("CONN3003", "inputs", "candidate.availability_date: person.from", "candidate.availability_date: «person.wish"),
        Of("CONN3003", "inputs", "candidate.availability_date: person.from", "candidate.availability_date: { to: «person.stamp, as: datetime }"),
        Of("CONN3003", "inputs", "{ to: person.day, as: date }", "{ to: «person.day, as: unix_ms }"),
        Of("CONN3003", "inputs", "{ to: person.cents, times: 0.01 }", "«person.wish"),
        Of("CONN3003", "inputs", "{ to: person.cents, times: 0.01 }", "{ to: «person.amount, as: decimal_comma }"),
        Of("CONN3003", "inputs", "{ to: person.cents, times: 0.01 }", "«person.cents"),
        Of("CONN3003", "inputs", "{ to: person.permit, map: { true: ja, false: nein }, note: Kept for ten years. }", "«person.permit"),
        Of("CONN3003", "inputs", "{ path: application.job }", "{ body: «application.files }"),
        Of("CONN3003", "envelope", "as: local_time, format: \"yyyy-MM-ddTHH:mm:ss\"", "as: date").And("to: person.Until", "to: «person.Until"),

        // Answers.
        Of("CONN2008", "answers", "          answer:\n            by_format:\n", "          «answer: text\n          x:\n            by_format:\n"),
        Of("CONN2008", "answers", "question_id: field", "question_id: { «by_format: { TEXT: field } }"),
        Of("CONN2008", "answers", "FILE: { name: file.name, content_type: file.type, data: file.content }", "«FILE: file.content"),
        Of("CONN2008", "answers", "TEXT: text", "«TEXT: { data: text }"),
        Of("CONN2009", "answers", "TEXT: text", "«TEXTS: text"),
        Of("CONN2009", "answers", "TEXT: text", "«INFORMATION: text"),
        Of("CONN2017", "answers", "TEXT: text", "TEXT: { to: text, «name: text }"),
        Of("CONN2017", "answers", "data: file.content }", "data: file.content, «times: 2 }"),
        Of("CONN2031", "answers", "map: { true: ja, false: nein }", "map: «{ true: ja }"),
        Of("CONN3003", "answers", "NUMBER: number", "NUMBER: «text"),
        Of("CONN3003", "answers", "TEXT: text", "TEXT: «number"),
        Of("CONN3006", "answers", "TEXT: text", "TEXT: «txt"),
        Of("CONN3006", "answers", "content_type: file.type", "content_type: «file.typ"),
        Of("CONN3007", "answers", "{ name: file.name, content", "{ content").And("post: \"/jobs", "post: «\"/jobs"),
        Of("CONN3011", "answers", "MULTI_SELECT: options", "MULTI_SELECT: «option"),

        // Envelopes.
        Of("CONN3006", "envelope", "TEXT: Text,", "TEXT: «Txt,"),
        Of("CONN3007", "envelope", "      application.job_id: person.Job\n", "").And("call: AddPerson", "call: «AddPerson"),
        Of("CONN3007", "envelope", "{ name: Name, data: Content", "{ data: Content").And("call: AddPerson", "call: «AddPerson"),
        Of("CONN3011", "envelope", "to: person.Answers.Answer", "to: «person.Answers"),
        Of("CONN3012", "envelope", "application.job_id: person.Job", "application.job_id: person.Job\n      candidate.title: person.Pool").And("call: AddPerson", "call: «AddPerson"),

        // Coverage and features.
        Of("CONN2011", "methods", "candidate.gender: Later.", "«candidate.first_name: Later."),
        Of("CONN2011", "methods", "candidate.gender: Later.", "«application: Later."),
        Of("CONN2011", "methods", "candidate.gender: Later.", "«attachments.name: Later."),
        Of("CONN2011", "methods", "candidate.gender: Later.", "«candidate.genders: Later."),
        Of("CONN2011", "methods", "  move_application_to_stage: { remote_fields: The vendor has none. }", "  create_application: { «source.name: No. }"),
        Of("CONN2032", "methods", "{ to: person.source.label, default: \"{environment.source_name}\" }", "person.source.label").And("[source_writing", "[«source_writing"),
        Of("CONN2032", "methods", "  guide: [Ask for a key.]\n", "").And(", connection_guide", ", «connection_guide"),
        Of("CONN2032", "methods", "connection_guide]", "«jobs]"),
        Of("CONN2032", "methods", "connection_guide]", "«custom_field_explorer]"),
        Of("CONN2032", "methods", "connection_guide]", "«api_passthrough]"),
    ];

    public static TheoryData<int, string, string> Numbers
    {
        get
        {
            var numbers = new TheoryData<int, string, string>();
            for (var i = 0; i < Mistakes.Count; i++)
            {
                numbers.Add(i, Mistakes[i].Id, Mistakes[i].Wrong);
            }

            return numbers;
        }
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_mistake_in_an_action_is_reported_at_its_place(int number, string id, string wrong)
    {
        var mistake = Mistakes[number];
        Assert.Equal((id, wrong), (mistake.Id, mistake.Wrong));
        var spec = $"tests/specs/actions/{mistake.Spec}.yaml";
        MistakeTests.Check(id, spec, mistake.Make(Files.Read(spec).Text));
    }

    private static ActionMistake Of(string id, string spec, string right, string wrong) => new(id, spec, right, wrong);
}
