using System.Reflection;

namespace Connectors.Specs.Diagnostics;

/// <summary>The catalogue of every rule the compiler checks.</summary>
/// <remarks>
/// IDs say what a file was checked against: CONN0xxx YAML itself, CONN1xxx the shape of the spec language, CONN2xxx the unified vocabulary,
/// CONN3xxx the vendor's contract, CONN4xxx what consuming code requires. From x100 on, the vocabulary (CONN21xx) or the contract (CONN31xx)
/// is itself at fault. An ID is never given a second meaning.
/// </remarks>
public static partial class DiagnosticRules
{
    private static readonly Lazy<IReadOnlyList<DiagnosticRule>> Catalogue = new(static () => typeof(DiagnosticRules)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(static field => field.GetValue(null))
        .OfType<DiagnosticRule>()
        .OrderBy(static rule => rule.Id, StringComparer.Ordinal)
        .ToList());

    /// <summary>All rules by ID.</summary>
    public static IReadOnlyList<DiagnosticRule> All => Catalogue.Value;

    private static DiagnosticRule Error(string id, string title, string help, bool isOfTheWhole = false) => new(id, title, SpecSeverity.Error, help) { IsOfTheWhole = isOfTheWhole };

    private static DiagnosticRule Warning(string id, string title, string help, bool isOfTheWhole = false) => new(id, title, SpecSeverity.Warning, help) { IsOfTheWhole = isOfTheWhole };
}
