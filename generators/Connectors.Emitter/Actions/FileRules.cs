using Connectors.Emitter.Text;
using Connectors.Specs.Language;
using Connectors.Specs.Model;

namespace Connectors.Emitter.Actions;

/// <summary>Writes what a vendor takes of files: fields of the guards, which the plans use too. Actions with the same rule share it.</summary>
internal static class FileRules
{
    /// <summary>The field of a rule.</summary>
    public static string Name(ConnectorSpec spec, FileSpec file)
    {
        var rules = All(spec).Where(f => f.Group == file.Group).ToList();
        var number = rules.IndexOf(file);
        return Naming.Pascal(file.Group.Replace('.', '_')) + "Files" + (number == 0 ? "" : Literals.Integer(number + 1));
    }

    /// <summary>Writes the fields.</summary>
    public static void Write(SourceWriter writer, ConnectorSpec spec)
    {
        foreach (var file in All(spec))
        {
            var members = new[]
            {
                file.TakesAddress ? "TakesAddress = true" : null,
                file.MaxSize is { } size ? $"MaxSize = {Literals.Integer(size)}" : null,
                file.MaxTotal is { } total ? $"MaxTotal = {Literals.Integer(total)}" : null,
                file.Types.Count > 0 ? $"Types = [{string.Join(", ", file.Types.Select(t => $"new FileKind({Literals.String(t)}, {Literals.String(FileTypes.MediaType(t)!)})"))}]" : null,
                file.MaxCount is { } count ? $"MaxCount = {Literals.Integer(count)}" : null,
                file.Required ? "Required = true" : null,
                file.Kinds.Count > 0 ? $"Kinds = [{string.Join(", ", file.Kinds.Select(Literals.String))}]" : null,
            };
            writer.Line($"internal static readonly FileRule {Name(spec, file)} = new({Literals.String(file.Group)}) {{ {string.Join(", ", members.Where(m => m is not null))} }};");
            writer.Line();
        }
    }

    private static List<FileSpec> All(ConnectorSpec spec) => spec.Actions.SelectMany(a => a.Files).Distinct().ToList();
}
