using Connectors.Emitter.Connectors;
using Connectors.Emitter.Text;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Emitter.Actions;

/// <summary>Writes the actions of a connector: its narrow inputs, their guards, the plans that the runtime carries out, and the connector's methods.</summary>
public static class ActionsEmitter
{
    /// <summary>The files, in a fixed order; none for a connector without actions.</summary>
    /// <param name="spec">The connector.</param>
    /// <param name="vocabulary">The vocabulary it was bound to.</param>
    public static IEnumerable<(string HintName, string Source)> Emit(ConnectorSpec spec, VocabularySpec vocabulary)
    {
        if (spec.Actions.Count == 0)
        {
            yield break;
        }

        var types = new CSharpTypes(vocabulary);
        var (actions, groups) = NarrowAction.Of(spec, vocabulary);
        var name = Naming.Pascal(spec.Slug);
        yield return File(spec, name + "Inputs", w => w.Each(NarrowEmitter.Classes(actions, groups), c => NarrowEmitter.Write(w, spec, c.Narrow, c.Unified, types)));
        yield return File(spec, GuardEmitter.ClassName(spec), w => GuardEmitter.Write(w, spec, actions, vocabulary, types));
        yield return File(spec, ConnectorNames.Actions(spec.Slug), w => PlanEmitter.Write(w, spec, actions, types));
        if (actions.Any(ResultEmitter.HasResult))
        {
            yield return File(spec, name + "Results", w => w.Each(actions.Where(ResultEmitter.HasResult), a => ResultEmitter.Write(w, spec, a, vocabulary, types)));
        }

        yield return File(spec, ConnectorNames.Class(spec.Slug) + ".Actions", w => ResultEmitter.Methods(w, spec, actions));
    }

    private static (string HintName, string Source) File(ConnectorSpec spec, string name, Action<SourceWriter> write)
    {
        var writer = SourceWriter.File(spec.Slug + ".yaml", ConnectorNames.Namespace(spec.Category), Usings);
        write(writer);
        return (name + ".g.cs", writer.ToString());
    }

    private static string[] Usings =>
    [
        "System", "System.Collections.Generic", "System.Collections.Immutable", "System.Linq", "System.Net.Http", "System.Text.RegularExpressions", "System.Threading", "System.Threading.Tasks",
        "Connectors.Runtime", "Connectors.Runtime.Actions", "Connectors.Runtime.Capabilities", "Connectors.Runtime.Errors", "Connectors.Runtime.Files", "Connectors.Runtime.Mapping",
        "Connectors.Runtime.Reading", "Connectors.Runtime.Records", "Connectors.Runtime.Requests", "Connectors.Runtime.Soap",
    ];
}
