using System.Text.Json;
using Connectors.Runtime;
using Connectors.Runtime.Capabilities;
using Connectors.Runtime.Files;
using Connectors.Server.Http;
using Connectors.Server.State;
using Connectors.Specs.Vocabulary;

namespace Connectors.Server.Actions;

/// <summary>Answers what an action takes of files: what the connector's spec and its vendor's contract say, which is what its guard holds callers to.</summary>
/// <param name="action">The action.</param>
/// <param name="group">The group of its inputs that files stand in.</param>
/// <param name="vocabulary">Knows what files may be.</param>
internal sealed class AttachmentRestrictions(ActionType action, string group, VocabularySpec vocabulary)
{
    private static readonly long LargestFile = new ConnectorOptions().LargestFile;

    /// <summary>The paths, one for each action that takes files.</summary>
    public static IEnumerable<(string Path, ActionType Action, string Group)> All(VocabularySpec vocabulary) =>
        from action in vocabulary.Actions
        let file = action.Inputs.FirstOrDefault(i => i.Type is TypeRef.Scalar { Kind: ScalarKind.Bytes })
        where file is not null
        select ($"/ats/actions/{action.Id}", action, file.Group);

    /// <summary>Whether the files of an action come in a list, so that their number and their sum matter.</summary>
    public static bool Several(ActionType action, string group) => action.Groups.Any(g => g.Name == group && g.List);

    /// <summary>What files may be.</summary>
    public static IEnumerable<string> Kinds(ActionType action, string group, VocabularySpec vocabulary) =>
        action.Inputs.Where(i => i.Group == group).Select(i => i.Type).OfType<TypeRef.Enum>().Select(e => vocabulary.Enum(e.Name)).OfType<EnumType>().SelectMany(e => e.Values);

    /// <exception cref="ApiException">Its connector does not cover the action.</exception>
    public Task AnswerAsync(HttpContext context, ServedIntegration integration)
    {
        if (integration.Connector.Action(action.Name) is not { Coverage: Coverage.Supported } covered)
        {
            throw ActionHandler.NotAvailable(integration, action.Name);
        }

        var takes = covered.Inputs.Any(i => i.Coverage == Coverage.Supported && i.Name.StartsWith(group + ".", StringComparison.Ordinal));
        var rule = integration.Registration.Definition.Actions.First(a => a.Name == action.Name).Files.FirstOrDefault(f => f.Group == group) ?? new FileRule(group);
        return ApiAnswer.SendAsync(context, writer => Write(writer, rule, takes));
    }

    private void Write(Utf8JsonWriter writer, FileRule rule, bool takes)
    {
        var several = Several(action, group);
        writer.WriteStartObject();
        writer.WriteStartObject("attachment_restrictions"u8);
        if (several)
        {
            WriteNumber(writer, "total_size_bytes", rule.MaxTotal);
        }

        writer.WriteStartObject("types"u8);
        foreach (var kind in Kinds(action, group, vocabulary))
        {
            writer.WriteStartObject(kind);
            var supported = takes && (rule.Kinds.IsEmpty || rule.Kinds.Contains(kind));
            writer.WriteBoolean("is_supported"u8, supported);
            if (supported)
            {
                WriteLimits(writer, rule, several);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteLimits(Utf8JsonWriter writer, FileRule rule, bool several)
    {
        if (several)
        {
            // A file that has to be there may be of any kind, unless there is but one.
            WriteNumber(writer, "min_amount", !rule.Required ? 0 : rule.Kinds.Length == 1 ? 1 : null);
            WriteNumber(writer, "max_amount", rule.MaxCount);
        }

        // A file that the vendor fetches itself does not pass through here.
        WriteNumber(writer, "max_file_size_bytes", rule.TakesAddress ? rule.MaxSize : Math.Min(rule.MaxSize ?? LargestFile, LargestFile));
        if (rule.Types.IsEmpty)
        {
            writer.WriteNull("accepted_mime_types"u8);
            return;
        }

        writer.WriteStartArray("accepted_mime_types"u8);
        foreach (var type in rule.Types.Select(t => t.MediaType).Distinct())
        {
            writer.WriteStringValue(type);
        }

        writer.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter writer, string name, long? number)
    {
        if (number is { } known)
        {
            writer.WriteNumber(name, known);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
