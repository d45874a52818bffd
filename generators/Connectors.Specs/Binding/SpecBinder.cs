using Connectors.Specs.Contracts;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Language;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>Binds a spec whose shape has been checked: names to the vocabulary, paths to the contract.</summary>
internal sealed class SpecBinder
{
    // What requests, paths and actions stand on; a mistake in it would be told again at each of them.
    private static readonly string[] Ground = ["rest", "soap", "apis", "format"];

    private readonly string _file;
    private readonly BindContext _context;
    private readonly ConnectionBinder _connection;
    private readonly AuthBinder _auth;
    private readonly ChoiceBinder _choices;
    private readonly ParameterBinder _parameters;
    private readonly RequestBinder _requests;
    private readonly TransportBinder _transport;
    private readonly TableBinder _tables;
    private readonly ReadBinder _reads;
    private readonly SelectBinder _selects;
    private readonly ModelBinder _models;
    private readonly ActionBinder _actions;
    private readonly PassthroughBinder _passthrough;
    private readonly FeatureBinder _features;
    private readonly CoverageBinder _coverage;

    /// <summary>Puts the binders of one run together.</summary>
    public SpecBinder(string file, VocabularySpec vocabulary, Contract? contract, DiagnosticBag diagnostics)
    {
        _file = file;
        _context = new BindContext(file, vocabulary, contract, diagnostics);
        var paths = new PathBinder(_context);
        var templates = new TemplateBinder(_context);
        var tests = new TestBinder(_context, paths);
        var parameters = _parameters = new ParameterBinder(_context, templates);
        var conversions = new ConversionBinder(_context);
        var rules = new ReplyRuleBinder(_context, paths, tests);
        var soap = new SoapBinder(_context);
        _requests = new RequestBinder(_context, templates, parameters, soap);
        var takes = new TakeBinder(_context, paths);
        _connection = new ConnectionBinder(_context);
        _auth = new AuthBinder(_context, templates, new SessionBinder(_context, templates, _requests, takes, rules, soap, new TokenBinder(_context, templates)));
        _transport = new TransportBinder(_context, templates, parameters, rules);
        var paging = new PagingBinder(_context, paths, parameters, conversions);
        _choices = new ChoiceBinder(_context, paths, _requests, paging);
        _tables = new TableBinder(_context, paths, _requests, paging, rules);
        _selects = new SelectBinder(parameters);
        _reads = new ReadBinder(
            _context,
            paths,
            _requests,
            paging,
            rules,
            new EachBinder(_context, templates),
            _selects,
            new LookupBinder(_context, paths, _requests, parameters, _selects, conversions));
        _models = new ModelBinder(_context, new ValueBinder(_context, paths, tests, conversions, _tables), tests);
        var writes = new WriteBinder(_context, conversions, paths, parameters);
        var places = new InputPlaces(_context, parameters);
        _actions = new ActionBinder(
            _context,
            new InputReader(_context),
            new StepBinder(_context, _requests, new FindBinder(_context, paths, templates, _requests, paging, takes, rules), takes, rules, new WhenBinder(_context, new ActionPlaceholders(_context), conversions), new GivenFilesBinder(_context, paths, _requests, paging)),
            new InputBinder(_context, templates, parameters, conversions, places, writes, new RowWriteBinder(_context, _tables, paths, _requests, takes), new AnswerBinder(_context, writes, places)),
            new FileBinder(_context),
            new MergeBinder(_context));
        _passthrough = new PassthroughBinder(_context, soap);
        _features = new FeatureBinder(_context);
        _coverage = new CoverageBinder(_context);
    }

    /// <summary>Binds the whole; what has no meaning is reported and left out. Null where nothing can be said of the rest, because nobody knows which APIs the vendor has.</summary>
    public ConnectorSpec? Bind(YamlMapping root)
    {
        var slug = Slug(root);
        CheckCategory(root);
        var empty = new YamlMapping([], root);
        var connection = root.Map("connection") ?? empty;
        var fields = _connection.Fields(connection);
        var speaks = root.Map("transport") ?? empty;
        _auth.Announce(connection, speaks);
        var isGroundSound = _context.IsSoundUnder(speaks, Ground);
        var transport = _transport.Bind(speaks);
        if (!isGroundSound || transport.Apis.Count < speaks.Entries("apis").Count)
        {
            return null;
        }

        // What authenticates fills places of every request, so it is bound before any of them.
        var auth = _auth.Connection(connection);
        var apis = _auth.Apis(speaks, transport.Apis);
        // Token requests have brought apis of their own.
        transport = transport with { Apis = apis.Concat(_context.Apis.Skip(apis.Count)).ToEquatable() };
        _transport.CheckHosts(transport.Apis, fields);
        _context.WithActions = speaks.Map("with_actions") is { } with ? new WithActions(_context, with, _parameters) : null;
        var check = connection.Map("check") is { } request ? _requests.Bind(request, new TemplateScope(), [])?.Spec : null;
        _tables.Bind(root);
        var (sources, models) = Models(root);
        var always = new HashSet<string>(_context.UsedConnectionFields, StringComparer.Ordinal);
        var spec = new ConnectorSpec
        {
            Slug = slug,
            Name = root.Text("name") ?? slug,
            Category = root.Text("category") ?? "",
            Stage = root.Text("stage") switch { "open_beta" => ReleaseStage.OpenBeta, "closed_beta" => ReleaseStage.ClosedBeta, _ => ReleaseStage.General },
            Notes = root.Texts("notes"),
            Variants = Variants(root),
            Connection = new ConnectionSpec { Fields = _choices.Bind(connection, fields), Auth = auth, Check = check, Guide = connection.Texts("guide") },
            Transport = transport,
            Sources = sources,
            Models = models,
            Actions = _actions.Bind(root),
            Passthrough = _passthrough.Bind(root),
            Exceptions = _coverage.Exceptions(root),
        };
        spec = spec with { Tables = _tables.Finish(root), Features = _features.Bind(root, spec), Connection = spec.Connection with { Fields = spec.Connection.Fields.Select(f => Used(f, always.Contains(f.Name))).ToEquatable() } };
        CheckUnused();
        _auth.CheckUnused(connection, speaks);
        _context.WithActions?.CheckUnused();
        return spec;
    }

    // What nothing but actions is sent with, the caller of an action may say anew. What is read with tells whose it is, but for a list, which tells how much of it.
    private ConnectionField Used(ConnectionField field, bool byReads) => field with
    {
        PerAction = !byReads && !_context.LanguageFields.Contains(field.Name) && _context.WithActions?.Fields.Contains(field.Name) == true,
        TellsAccount = byReads && !field.Secret && !field.List,
    };

    private (EquatableArray<SourceSpec> Sources, EquatableArray<ModelSpec> Models) Models(YamlMapping root)
    {
        var plan = new ReadPlan(_context, Nodes(root));
        var sources = new List<SourceSpec>();
        var models = new Dictionary<string, ModelSpec>(StringComparer.Ordinal);
        foreach (var declaring in plan.Sources)
        {
            var parent = plan.Parent(declaring);
            var parentId = parent is not null && models.TryGetValue(parent.Name, out var bound) ? ModelBinder.IdKind(bound) : JsonKind.Any;
            var fed = plan.FedBy(declaring).ToList();
            if (_reads.Bind(declaring, fed, parent, parentId) is not { } source)
            {
                continue;
            }

            foreach (var model in fed)
            {
                var hostId = models.TryGetValue(declaring.Name, out var host) ? ModelBinder.IdKind(host) : JsonKind.Any;
                models[model.Name] = _models.Bind(model, declaring.Name, ReadBinder.Scope(model, source, hostId));
            }

            sources.Add(Selected(source.Joined(_context), fed.ConvertAll(m => models[m.Name])));
        }

        var order = _context.Vocabulary.Models.Select(static m => m.Name).Where(models.ContainsKey).ToList();
        return (sources.ToEquatable(), order.Select(name => models[name]).ToEquatable());
    }

    // What is asked for is what is mapped, which is known only now.
    private SourceSpec Selected(BoundSource source, IReadOnlyList<ModelSpec> models) => source.Spec with
    {
        Request = _selects.Fill(source.Spec.Request, source.Select, MappedPaths.Of(source.Spec, models, PathRoot.Payload)),
        Lookup = source.Spec.Lookup is { } lookup
            ? lookup with { Request = _selects.Fill(lookup.Request, source.LookupSelect, MappedPaths.Of(source.Spec, models, PathRoot.Detail).Concat(lookup.Batch is { } batch ? [batch.Match] : [])) }
            : null,
    };

    private List<ModelNode> Nodes(YamlMapping root)
    {
        var nodes = new List<ModelNode>();
        foreach (var entry in root.Entries("models"))
        {
            if (_context.Vocabulary.Model(entry.Key.Text) is not { } type)
            {
                _context.Report(DiagnosticRules.UnknownModel, entry.Key, $"The vocabulary has no model '{entry.Key.Text}'{Suggest.Hint(entry.Key.Text, _context.Vocabulary.Models.Select(static m => m.Name))}");
            }
            else if (entry.Value is YamlMapping model)
            {
                var empty = new YamlMapping([], model);
                nodes.Add(new ModelNode(type, entry.Key, model.Map("read") ?? empty, model.Map("fields") ?? empty) { Node = model });
                if (nodes[nodes.Count - 1].HasTwoParts)
                {
                    _context.TwoPartModels.Add(entry.Key.Text);
                }
            }
        }

        return nodes.OrderBy(n => _context.Vocabulary.Models.ToList().IndexOf(n.Type)).ToList();
    }

    private EquatableArray<VariantSpec> Variants(YamlMapping root)
    {
        var variants = new List<VariantSpec>();
        foreach (var entry in root.Entries("variants"))
        {
            if (!ScalarSyntax.IsName(entry.Key.Text) || entry.Key.Text == root.Text("connector"))
            {
                _context.Report(DiagnosticRules.Malformed, entry.Key, $"'{entry.Key.Text}' cannot be the slug of a variant; slugs have lower case letters, digits and underscores, a letter first, and a variant has another than this connector.");
            }
            else if (entry.Value is YamlMapping variant)
            {
                variants.Add(new VariantSpec(entry.Key.Text, variant.Text("name") ?? entry.Key.Text, variant.Text("use") ?? "", variant.Text("base")));
            }
        }

        return variants.ToEquatable();
    }

    private string Slug(YamlMapping root)
    {
        var file = Path.GetFileNameWithoutExtension(_file);
        if (root.Scalar("connector") is not { } slug)
        {
            return file;
        }

        if (!ScalarSyntax.IsName(slug.Text))
        {
            _context.Report(DiagnosticRules.Malformed, slug, $"'{slug.Text}' cannot be a slug; slugs have lower case letters, digits and underscores, a letter first.");
        }
        else if (slug.Text != file)
        {
            _context.Report(DiagnosticRules.SlugMismatch, slug, $"The connector is called '{slug.Text}', but its file '{file}'; they must be the same.");
        }

        return slug.Text;
    }

    private void CheckCategory(YamlMapping root)
    {
        if (root.Scalar("category") is { } category && category.Text != _context.Vocabulary.Category)
        {
            _context.Report(DiagnosticRules.UnknownCategory, category, $"There is no vocabulary '{category.Text}'; write '{_context.Vocabulary.Category}'.");
        }
    }

    private void CheckUnused()
    {
        foreach (var field in _context.ConnectionFields.Where(f => !_context.UsedConnectionFields.Contains(f.Key) && !_context.LanguageFields.Contains(f.Key)))
        {
            _context.Report(DiagnosticRules.UnusedConnectionField, field.Value, $"Nothing uses the connection field '{field.Key}'.");
        }
    }
}
