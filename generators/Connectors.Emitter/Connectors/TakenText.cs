using Connectors.Emitter.Text;
using Connectors.Specs.Model;

namespace Connectors.Emitter.Connectors;

/// <summary>Writes what is lifted out of replies.</summary>
internal static class TakenText
{
    /// <summary>A value and where it stands.</summary>
    public static string Of(TakenValue taken)
    {
        var (path, from) = taken.From switch
        {
            TakenFrom.Body body => (BodyPath.Of(body.Path), ""),
            TakenFrom.Header header => (header.Name, "From = TakenFrom.Header"),
            _ => ("", "From = TakenFrom.Status"),
        };
        string[] members = [from, taken.LastSegment ? "LastSegment = true" : ""];
        var set = string.Join(", ", members.Where(m => m.Length > 0));
        return $"new TakenValue({Literals.String(taken.Name)}, {Literals.String(path)}){(set.Length == 0 ? "" : $" {{ {set} }}")}";
    }
}
