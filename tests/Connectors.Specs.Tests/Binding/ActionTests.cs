using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Specs.Tests.Binding;

/// <summary>What actions become: those of the shipped specs, and the constructs under tests/specs/actions.</summary>
public class ActionTests
{
    private const string Candidate = "candidate.first_name candidate.last_name candidate.email_address candidate.phone_number candidate.location.city candidate.location.country candidate.location.zip_code candidate.gender application.job_id";
    private const string Answers = " screening_question_answers.question_id screening_question_answers.answer";
    private const string Attachments = " attachments.name attachments.content_type attachments.data_url attachments.data";
    private const string Source = " source.name source.unified_key source.id";

    [Theory]
    [InlineData("laura", "create_candidate", Candidate + Answers)]
    [InlineData("laura", "create_application", Candidate + Answers)]
    [InlineData("laura", "move_application_to_stage", "application_id stage_id")]
    [InlineData("coveto", "create_candidate", Candidate + Answers + Attachments + Source)]
    [InlineData("coveto", "create_application", Candidate + Answers + Attachments + Source)]
    public void An_action_covers_the_rows_of_its_table(string connector, string action, string rows)
    {
        var spec = Action($"specs/{connector}.yaml", action);
        var covered = spec.Inputs.Select(i => i.Row).Concat(spec.Lists.SelectMany(l => l.Items.Select(i => $"{l.Group}.{i.Row}"))).ToHashSet();
        Assert.Equal(rows.Split(' '), Vocabularies.Ats.Actions.Single(a => a.Name == action).Inputs.Select(i => i.Name).Where(covered.Contains));
        Assert.Equal(rows.Split(' ').Length, covered.Count);
    }

    [Theory]
    [InlineData("laura", "create_candidate create_application move_application_to_stage", "sync_only_created_applications connection_guide api_passthrough")]
    [InlineData("coveto", "create_candidate create_application", "source_writing sync_only_created_applications connection_guide api_passthrough custom_field_explorer jobs")]
    public void A_connector_has_the_actions_and_features_that_work(string connector, string actions, string features)
    {
        var spec = Compile($"specs/{connector}.yaml");
        Assert.Equal(actions.Split(' '), spec.Actions.Select(a => a.Name));
        Assert.Equal(features.Split(' '), spec.Features);
    }

    [Fact]
    public void Laura_lets_a_file_be_neither_supported_nor_impossible()
    {
        var spec = Compile("specs/laura.yaml");
        Assert.Equal(["name", "content_type", "data_url", "data"], spec.Exceptions.Where(e => e.Owner == "create_application").Select(e => e.Row!["attachments.".Length..]));
        Assert.All(spec.Exceptions, e => Assert.Equal(CoverageState.NotImplemented, e.State));
    }

    [Fact]
    public void An_applicant_that_exists_already_is_an_outcome_of_the_step()
    {
        var steps = Action("specs/laura.yaml", "create_application").Steps;
        Assert.Equal(["applicant", "application"], steps.Select(s => s.Name));
        var rule = Assert.Single(steps[0].On);
        Assert.Equal([409], rule.Rule.Statuses);
        Assert.Equal("error.existing_uuid", Assert.IsType<TakenFrom.Body>(Assert.Single(rule.Take).From).Path.Text);
        Assert.Equal(new TakenValue("remote_id", new TakenFrom.Header("Location")) { LastSegment = true }, Assert.Single(steps[1].Take));
        Assert.Equal([new TemplatePart.Literal("/jobs/"), new TemplatePart.Placed("job_id"), new TemplatePart.Literal("/applications")], steps[1].Request.Path.Parts);
        Assert.Equal(new TemplatePart.Step("applicant", "remote_id"), Assert.Single(Assert.Single(Assert.Single(steps[1].Request.Send).Values).Parts));
    }

    [Fact]
    public void An_applicant_is_looked_for_before_one_is_made()
    {
        var find = Action("specs/coveto.yaml", "create_application").Steps[0].Find!;
        Assert.Equal(("HoleBewerber", "Bewerber"), (find.Request.ContractPath, find.Records.Text));
        var where = Assert.Single(find.Where);
        Assert.Equal("Email", where.Path.Text);
        Assert.Equal(new TemplatePart.Input("candidate.email_address"), Assert.Single(where.Value.Parts));
        Assert.Equal(["Anzahl", "Email"], find.Request.Soap!.Input.Children.Select(c => c.Path));
    }

    [Fact]
    public void Limits_come_from_the_contract()
    {
        var laura = Action("specs/laura.yaml", "create_application");
        Assert.Equal((80, 30), (Row(laura, "candidate.first_name").MaxLength, Row(laura, "candidate.phone_number").MaxLength));
        Assert.Null(Row(laura, "candidate.location.country").Pattern);
        Assert.Equal(5, Action("specs/coveto.yaml", "create_application").Lists.Single(l => l.Group == "attachments").Max);
        var inputs = Action("tests/specs/actions/inputs.yaml", "create_candidate");
        Assert.Equal("^[+0-9 ]+$", Row(inputs, "candidate.phone_number").Pattern);
        Assert.Equal((40, "^-?[0-9]{1,19}$"), (Row(inputs, "source.name").MaxLength, Row(inputs, "source.id").Pattern));
        Assert.Equal(2, inputs.Lists.Single(l => l.Group == "candidate.social_links").Max);
    }

    [Fact]
    public void What_the_vendor_takes_of_files_is_known_by_their_number_and_what_they_are()
    {
        var coveto = Assert.Single(Action("specs/coveto.yaml", "create_application").Files);
        var inputs = Assert.Single(Action("tests/specs/actions/inputs.yaml", "create_candidate").Files);
        Assert.Equal(("attachments", 5, false, 0), (coveto.Group, coveto.MaxCount, coveto.Required, coveto.Kinds.Count));
        Assert.Equal(["CV", "COVER_LETTER"], inputs.Kinds);
        Assert.Empty(Action("specs/greenhouse.yaml", "create_application").Files);
    }

    [Fact]
    public void A_row_is_required_within_its_group_where_the_contract_demands_it_there()
    {
        var inputs = Action("tests/specs/actions/inputs.yaml", "create_candidate");
        Assert.Equal(
            ["candidate.first_name", "candidate.last_name", "candidate.email_address", "candidate.location.city", "candidate.location.country", "candidate.salary_expectations.period", "candidate.salary_expectations.amount", "application.job_id"],
            inputs.Inputs.Where(i => i.Required).Select(i => i.Row));
        Assert.Empty(inputs.RequiredGroups);
        Assert.Equal(["name", "type"], inputs.Lists.Single(l => l.Group == "attachments").Items.Where(i => i.Required).Select(i => i.Row));
        Assert.DoesNotContain(inputs.Lists, l => l.Required);
    }

    [Theory]
    [InlineData("required: [first, last, contact]", "required: [first, last, contact, address]", "candidate.location", "")]
    [InlineData("required: [first, last, contact]", "required: [first, last, contact, sex]", "", "candidate.gender")]
    [InlineData("required: [first, last, contact]", "required: [first, last, contact, links]", "candidate.social_links", "")]
    [InlineData("name: origin, in: query, schema", "name: origin, in: query, required: true, schema", "", "source.name")]
    public void What_a_contract_demands_whatever_is_given_is_demanded_of_every_caller(string right, string wrong, string group, string row)
    {
        var action = Action("tests/specs/actions/inputs.yaml", "create_candidate", contract => contract.Replace(right, wrong, StringComparison.Ordinal));
        Assert.Equal(group.Length > 0 ? [group] : [], action.RequiredGroups.Concat(action.Lists.Where(l => l.Required).Select(l => l.Group)));
        Assert.True(row.Length == 0 || Row(action, row).Required);
    }

    [Fact]
    public void Steps_stand_in_the_order_their_data_needs()
    {
        var steps = Action("tests/specs/actions/steps.yaml", "create_application").Steps;
        Assert.Equal(["person", "application"], steps.Select(s => s.Name));
        Assert.True(steps[0].Repeatable);
        Assert.Equal("candidates", steps[0].Creates);
        Assert.Equal([new TakenFrom.Status()], steps[0].Take.Where(t => t.Name == "code").Select(t => t.From));
        Assert.Equal(ReplyMeaning.JobClosed, Assert.Single(steps[1].On).Rule.Means);
        Assert.Equal(new TemplatePart.Environment("source_name"), Assert.Single(Assert.Single(Assert.Single(steps[0].Request.Send).Values).Parts));
    }

    [Fact]
    public void Values_are_written_in_the_vendors_form()
    {
        var inputs = Action("tests/specs/actions/inputs.yaml", "create_candidate");
        Assert.Equal([new MapEntry("m", "MALE"), new MapEntry("f", "FEMALE")], Assert.IsType<WriteSpec.Map>(Row(inputs, "candidate.gender").Write).Entries);
        Assert.Equal(ConversionKind.DateTime, Assert.IsType<WriteSpec.Convert>(Row(inputs, "candidate.availability_date").Write).As.Kind);
        Assert.Equal(0.01m, Assert.IsType<WriteSpec.Convert>(Row(inputs, "candidate.salary_expectations.amount").Write).As.Times);
        Assert.IsType<WriteSpec.Plain>(Row(inputs, "candidate.salary_expectations.period").Write);
        Assert.Equal(("true", "ja"), (Assert.IsType<WriteSpec.Map>(Row(inputs, "gdpr_consent.given").Write).Entries[0] is var entry ? entry.Unified : "", entry.Vendor));
        Assert.Equal("Kept for ten years.", Row(inputs, "gdpr_consent.given").Note);
        Assert.Equal([new InputPlace("person", new Place(PlaceKind.Body, "contact.emails"), JsonKind.String, Many: true)], Row(inputs, "candidate.email_address").Places);
        Assert.Equal([PlaceKind.Body, PlaceKind.Query], Row(inputs, "source.name").Places.Select(p => p.At.Kind));
        Assert.Equal(new TemplatePart.Environment("source_name"), Assert.Single(Row(inputs, "source.name").Default!.Parts));
        Assert.Equal(["X-Reference", "mood", "job"], new[] { "candidate.company", "candidate.title", "application.job_id" }.Select(r => Assert.Single(Row(inputs, r).Places).At.Name));
        Assert.All(inputs.Lists.Single(l => l.Group == "attachments").Items.Where(i => i.Row.StartsWith("data", StringComparison.Ordinal)), i => Assert.IsType<WriteSpec.File>(i.Write));
    }

    [Fact]
    public void An_answer_is_written_by_what_the_question_asks_for()
    {
        var list = Assert.Single(Action("tests/specs/actions/answers.yaml", "create_candidate").Lists);
        var answer = Assert.IsType<WriteSpec.ByFormat>(list.Items.Single(i => i.Row == "answer").Write);
        Assert.Equal(["TEXT", "NUMBER", "FILE", "SINGLE_SELECT", "MULTI_SELECT", "BOOLEAN", "DATE"], answer.Cases.Select(c => c.Format));
        Assert.Equal(new InputPlace("", new Place(PlaceKind.Body, "options"), JsonKind.Integer, Many: true), Assert.Single(answer.Cases[4].Places));
        Assert.Equal(new Conversion { Kind = ConversionKind.Date, Format = "dd.MM.yyyy", Zone = "Europe/Helsinki" }, Assert.IsType<WriteSpec.Convert>(answer.Cases[6].Write).As);
        Assert.Equal([("name", true, 80), ("content_type", false, null), ("data", true, (int?)null)], answer.Cases[2].Members.Select(m => (m.Row, m.Required, m.MaxLength)));
    }

    [Fact]
    public void An_envelope_has_lists_and_files_in_the_order_of_the_schema()
    {
        var step = Assert.Single(Action("tests/specs/actions/envelope.yaml", "create_candidate").Steps);
        var input = step.Request.Soap!.Input;
        Assert.Equal(["First", "Last", "Email", "Job", "Address", "Answers", "File", "Until"], input.Children.Select(c => c.Path));
        var answer = Assert.Single(input.Children[5].Children);
        Assert.Equal(("Answers.Answer", true), (answer.Path, answer.Repeats));
        Assert.Equal([("question", XmlNodeKind.Attribute), ("Text", XmlNodeKind.Element), ("Number", XmlNodeKind.Element), ("Option", XmlNodeKind.Element), ("File", XmlNodeKind.Element)], answer.Children.Select(c => (c.Path, c.Kind)));
        Assert.Equal(["File.Name", "File.Content"], answer.Children[4].Children.Select(c => c.Path));
        Assert.Equal(("File", true), (input.Children[6].Path, input.Children[6].Repeats));
        Assert.Equal(["Name", "Content", "Fetched"], input.Children[6].Children.Select(c => c.Path));
        Assert.False(input.Children[4].Repeats);
    }

    [Fact]
    public void An_envelope_limits_and_demands_what_its_schema_does()
    {
        var action = Action("tests/specs/actions/envelope.yaml", "create_candidate");
        Assert.True(Row(action, "application.job_id").Required && Row(action, "candidate.location.city").Required);
        Assert.Equal((20, 2), (action.Lists.Single(l => l.Group == "screening_question_answers").Max, action.Lists.Single(l => l.Group == "attachments").Max));
        Assert.All(action.Lists, l => Assert.False(l.Required));
    }

    [Fact]
    public void An_action_can_be_the_same_as_another()
    {
        var spec = Compile("tests/specs/actions/methods.yaml");
        Assert.Equal(["create_candidate", "create_application", "add_candidate_tag", "remove_candidate_tag", "move_application_to_stage", "reject_application"], spec.Actions.Select(a => a.Name));
        Assert.Equal(spec.Actions[0], spec.Actions[1] with { Name = "create_candidate" });
        Assert.Equal(["POST", "DELETE", "PUT", "PATCH"], spec.Actions.Skip(2).Select(a => Assert.Single(a.Steps).Request.Method));
        Assert.Equal(["name", "content_type", "data_url", "data"], spec.Exceptions.Where(e => e.Row!.StartsWith("attachments.", StringComparison.Ordinal)).Select(e => e.Row!["attachments.".Length..]));
    }

    [Fact]
    public void Positions_cover_actions()
    {
        var source = Files.Spec("laura.yaml");
        var positions = SpecCompiler.Compile(source, Vocabularies.Ats, Files.ContractOf(source.Path)!.Value.Contract).Positions!;
        Assert.All(
            new[] { "actions.create_application.steps.applicant.on[0].take.remote_id", "actions.create_application.inputs.candidate.gender.map.MALE", "actions.create_application.inputs.screening_question_answers.each.answer.by_format.DATE.format" },
            path => Assert.Equal(path[(path.LastIndexOf('.') + 1)..], source.Text.Substring(positions.Find(path)!.Value.Start, positions.Find(path)!.Value.Length)));
    }

    [Theory]
    [InlineData("specs/laura.yaml")]
    [InlineData("tests/specs/actions/envelope.yaml")]
    public void A_moved_line_makes_an_equal_action(string spec)
    {
        var (source, contract) = (Files.Read(spec), Files.ContractOf(spec)!.Value.Contract);
        var moved = source with { Text = source.Text.Replace("actions:\n", "# What is written.\nactions:\n\n", StringComparison.Ordinal) };
        Assert.NotEqual(source, moved);
        Assert.Equal(SpecCompiler.Compile(source, Vocabularies.Ats, contract).Spec!.Actions, SpecCompiler.Compile(moved, Vocabularies.Ats, contract).Spec!.Actions);
    }

    private static InputSpec Row(ActionSpec action, string row) => action.Inputs.Single(i => i.Row == row);

    private static ActionSpec Action(string spec, string action, Func<string, string>? change = null) => Compile(spec, change).Actions.Single(a => a.Name == action);

    private static ConnectorSpec Compile(string spec, Func<string, string>? change = null)
    {
        var (contract, siblings) = Files.ContractOf(spec)!.Value;
        var compilation = SpecCompiler.Compile(Files.Read(spec), Vocabularies.Ats, contract with { Text = change?.Invoke(contract.Text) ?? contract.Text }, siblings);
        Assert.Empty(compilation.Diagnostics.Select(d => $"{d.File}({d.Span.Line + 1},{d.Span.Column + 1}): {d.Rule.Id}: {d.Message}"));
        return compilation.Spec!;
    }
}
