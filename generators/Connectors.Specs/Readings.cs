using System.Runtime.CompilerServices;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Model;

namespace Connectors.Specs;

/// <summary>What has been read of a text, kept as long as the text: while one of a hundred files is edited, the others are not read again.</summary>
/// <typeparam name="T">What a text is read into; it never changes.</typeparam>
/// <param name="read">Reads a text; it depends on nothing else.</param>
internal sealed class Readings<T>(Func<SourceText, DiagnosticBag, T?> read)
    where T : class
{
    private readonly ConditionalWeakTable<SourceText, Reading> _readings = new();

    /// <summary>What the text holds; tells what was found on the way, as if it were read now.</summary>
    public T? Of(SourceText source, DiagnosticBag diagnostics)
    {
        var reading = _readings.GetValue(source, Read);
        foreach (var found in reading.Diagnostics)
        {
            diagnostics.Report(found.Rule, found.File, found.Span, found.Message);
        }

        return reading.Value;
    }

    private Reading Read(SourceText source)
    {
        var diagnostics = new DiagnosticBag();
        return new Reading(read(source, diagnostics), diagnostics.ToDiagnostics());
    }

    private sealed record Reading(T? Value, EquatableArray<SpecDiagnostic> Diagnostics);
}
