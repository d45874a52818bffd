using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Sandbox.Data;

/// <summary>All records of the stand-in vendor and how they hang together.</summary>
internal sealed class World
{
    private readonly Dictionary<string, Population> _populations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Population> _tables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Population> _forms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Population> _joined = new(StringComparer.Ordinal);
    private readonly HashSet<string> _statuses = new(StringComparer.Ordinal);

    /// <summary>Lays out the models that a spec reads.</summary>
    public World(ConnectorSpec spec, VocabularySpec vocabulary, RecordCounts counts, ulong seed)
    {
        Seed = seed;
        foreach (var source in spec.Sources)
        {
            var parent = source.ForEach is { } name ? Of(name) : null;
            foreach (var feed in source.Feeds)
            {
                var own = feed.Model == source.Name;
                var above = own ? parent : feed.Each is null ? null : Nest(Of(source.Name), counts.For(feed.Model));
                _populations[feed.Model] = new Population(feed.Model, counts.For(feed.Model), seed, above);
            }

            if (source.On.Any(IsSayable))
            {
                _statuses.Add(source.Name);
            }
        }

        foreach (var table in spec.Tables)
        {
            _tables[table.Source.Name] = new Population(table.Source.Name, counts.For(table.Source.Name), seed, null);
        }

        foreach (var name in spec.Connection.Fields.Where(f => f.Choose is not null).Select(f => ChoicesOf(f.Name)))
        {
            _tables[name] = new Population(name, counts.For(name), seed, null);
        }

        foreach (var source in spec.Sources)
        {
            Join(source, vocabulary.Model(source.Name));
        }
    }

    /// <summary>The chance everything is made of.</summary>
    public ulong Seed { get; }

    /// <summary>The models.</summary>
    public IReadOnlyCollection<Population> Populations => _populations.Values;

    /// <summary>The records of a model; null when the spec does not read it.</summary>
    public Population? Find(string model) => _populations.GetValueOrDefault(model) ?? _tables.GetValueOrDefault(model);

    /// <summary>The records of a model, or the rows of a table (<c>tables.statuses</c>).</summary>
    public Population Of(string model) => Find(model) ?? throw new KeyNotFoundException(model);

    /// <summary>What the list is called that a connection field is chosen from.</summary>
    public static string ChoicesOf(string field) => "choices." + field;

    /// <summary>A table that lists the records of a model.</summary>
    public void Lists(string table, string model) => _tables[table] = Of(model);

    /// <summary>The rows that say which question stands in which form; null where questions are asked by no parent.</summary>
    public Population? FormsOf(string questions) => _forms.GetValueOrDefault(questions);

    /// <summary>The model whose records a join row shows besides its parent; null for a model that is none.</summary>
    public Population? JoinedBy(string model) => _joined.GetValueOrDefault(model);

    /// <summary>Whether a parent's list of the model is answered with a status that means empty.</summary>
    public bool AnswersStatus(string model, long parent) =>
        _statuses.Contains(model) && Of(model) is { } records && records.AnswersStatus(parent) && records.Overlay.AddedTo(parent).Length == 0;

    public static Cell CellOf(Population records, long index, long parent)
    {
        var content = records.Content(index);
        var rank = parent >= 0 && index < records.Count ? index - records.Start(parent) : index;
        return new Cell { Index = index, Parent = parent, Rank = rank, Record = content, Hash = content, Subject = -1 };
    }

    /// <summary>The record that a join row shows besides its parent. Rows of one parent show different ones.</summary>
    public static long Joined(Population rows, Population joined, long row)
    {
        if (row < rows.Count)
        {
            return row % joined.Count;
        }

        var parent = rows.ParentOf(row);
        var end = parent < 0 ? rows.Count : rows.Start(parent + 1);
        return (end + Array.IndexOf(rows.Overlay.AddedTo(parent), row)) % joined.Count;
    }

    /// <summary>The closest earlier question of the same form that a precondition can hang on; -1 when there is none.</summary>
    public static long Earlier(Population rows, Population questions, in Cell row)
    {
        if (row.Parent < 0 || row.Index >= rows.Count || questions.Questions is not { } kinds)
        {
            return -1;
        }

        for (var earlier = row.Index - 1; earlier >= rows.Start(row.Parent); earlier--)
        {
            var question = Joined(rows, questions, earlier);
            if ((kinds.OptionCount(question) > 0 || kinds.IsBoolean(question)) && !rows.Overlay.IsDeleted(earlier) && !questions.Overlay.IsDeleted(question))
            {
                return question;
            }
        }

        return -1;
    }

    private static bool IsSayable(ReplyRule rule) =>
        rule.Means == ReplyMeaning.Empty && (rule.Statuses.Count > 0 || rule.Tests.Any(t => t is Test.Is { Path.Root: PathRoot.Fault }));

    // A small table inside a large one (tags of candidates) is shown many times; a large one is divided among its parents.
    private static Population? Nest(Population parent, long count) => count > parent.Count ? parent : null;

    private void Join(SourceSpec source, ModelType? type)
    {
        if (type is not { Joins.Count: > 0 })
        {
            return;
        }

        var joined = type.Joins
            .Select(j => type.Field(j)?.Type)
            .OfType<TypeRef.Reference>()
            .Select(r => r.Model)
            .FirstOrDefault(m => m != source.ForEach && _populations.ContainsKey(m));
        if (joined is null)
        {
            return;
        }

        var rows = Of(source.Name);
        _joined[source.Name] = Of(joined);
        rows.Limit(Of(joined).Count == 0 ? 0 : rows.Count);
        if (source.ForEach is not null)
        {
            _forms[joined] = rows;
            var widest = rows.Widest();
            if (widest > Of(joined).Count)
            {
                rows.Limit(rows.Count * Of(joined).Count / widest);
            }
        }
    }
}
