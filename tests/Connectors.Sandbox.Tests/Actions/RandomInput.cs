using System.Globalization;
using System.Text.Json.Nodes;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Sandbox.Tests.Actions;

/// <summary>Inputs of an action with what a connector covers: required rows always, the others by chance.</summary>
/// <param name="action">The action as the spec declares it.</param>
/// <param name="chance">The chance.</param>
internal sealed class RandomInput(ActionSpec action, Random chance)
{
    private static readonly string[] Texts = ["Aino", "Åsa Öström", "O'Neill & Söhne", "<b>Ünal</b> \"Z\"", "東京", "a;b,c", "Zoë  Ní"];

    private readonly ActionType _type = Vocabularies.Ats.Actions.First(a => a.Name == action.Name);
    private int _count;

    /// <summary>An input for a job.</summary>
    /// <param name="job">The vendor's id of the job.</param>
    /// <param name="questions">Its questions in the unified shape.</param>
    /// <param name="formats">The formats of answers that the connector sends.</param>
    public JsonObject For(string job, IReadOnlyList<JsonNode> questions, IReadOnlyCollection<string> formats)
    {
        _count++;
        var input = new JsonObject();
        foreach (var group in action.Inputs.GroupBy(i => _type.Input(i.Row)!.Group))
        {
            var needed = group.Key.Length == 0 || Path(group.Key).All(g => _type.Group(g)!.Required);
            foreach (var row in needed || chance.Next(2) == 0 ? group.ToList() : [])
            {
                if (row.Required || chance.Next(2) == 0)
                {
                    Put(input, row.Row, Value(_type.Input(row.Row)!, row.Row == "application.job_id" ? job : null));
                }
            }
        }

        foreach (var list in action.Lists)
        {
            input[list.Group] = new JsonArray([.. list.Items.Any(i => i.Write is WriteSpec.ByFormat) ? Answers(questions, formats) : Files(list)]);
        }

        return input;
    }

    private static IEnumerable<string> Path(string group) =>
        group.Split('.').Select((_, i) => string.Join('.', group.Split('.').Take(i + 1)));

    private static void Put(JsonObject input, string row, JsonNode value)
    {
        var names = row.Split('.');
        foreach (var name in names[..^1])
        {
            input = (JsonObject)(input[name] ??= new JsonObject());
        }

        input[names[^1]] = value;
    }

    private JsonNode Value(FieldType row, string? job) => row.Type switch
    {
        TypeRef.Reference => $"remote:{job}",
        TypeRef.Enum named => Vocabularies.Ats.Enum(named.Name)!.Values[chance.Next(Vocabularies.Ats.Enum(named.Name)!.Values.Count)],
        TypeRef.Scalar { Kind: ScalarKind.Email } => string.Create(CultureInfo.InvariantCulture, $"person{_count}.{chance.Next(1000)}@example.com"),
        TypeRef.Scalar { Kind: ScalarKind.Phone } => string.Create(CultureInfo.InvariantCulture, $"+358 40 {chance.Next(1_000_000, 9_999_999)}"),
        TypeRef.Scalar { Kind: ScalarKind.Country } => Pick("FI", "DE", "SE", "FR"),
        TypeRef.Scalar { Kind: ScalarKind.RemoteId } => chance.Next(1, 99999).ToString(CultureInfo.InvariantCulture),
        TypeRef.Scalar { Kind: ScalarKind.String } => Pick(Texts),
        var other => throw new InvalidOperationException($"No value of {other}."),
    };

    private IEnumerable<JsonNode> Answers(IReadOnlyList<JsonNode> questions, IReadOnlyCollection<string> formats)
    {
        foreach (var question in questions)
        {
            var format = question["format"]!;
            var type = format["type"]!.GetValue<string>();
            if (formats.Contains(type) && Answer(type, [.. (format["options"] as JsonArray ?? []).Select(o => o!["remote_id"]!.GetValue<string>())]) is { } answer)
            {
                yield return new JsonObject { ["question_id"] = $"remote:{question["remote_id"]!.GetValue<string>()}", ["answer"] = answer };
            }
        }
    }

    private JsonNode? Answer(string format, string[] options) => format switch
    {
        "TEXT" => Pick(Texts),
        "NUMBER" => chance.Next(1, 999) + 0.25m,
        "BOOLEAN" => chance.Next(2) == 0,
        "DATE" => "2026-12-" + chance.Next(10, 28).ToString(CultureInfo.InvariantCulture),
        "SINGLE_SELECT" => options.Length == 0 ? null : $"remote:{Pick(options)}",
        "MULTI_SELECT" => options.Length == 0 ? null : new JsonArray([.. options.Where((_, i) => i == 0 || chance.Next(2) == 0).Select(o => (JsonNode)$"remote:{o}")]),
        _ => new JsonObject { ["name"] = "answer.txt", ["content_type"] = "text/plain", ["data"] = Bytes() },
    };

    private IEnumerable<JsonNode> Files(InputListSpec list) => Enumerable.Range(0, chance.Next((list.Max ?? 3) + 1)).Select(i => (JsonNode)new JsonObject
    {
        ["name"] = $"{Pick(Texts)}.pdf",
        ["content_type"] = "application/pdf",
        ["data"] = Bytes(),
        ["type"] = "CV",
    });

    private string Bytes()
    {
        var bytes = new byte[chance.Next(1, 200)];
        chance.NextBytes(bytes);
        return Convert.ToBase64String(bytes);
    }

    private string Pick(params string[] values) => values[chance.Next(values.Length)];
}
