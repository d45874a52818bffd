namespace Connectors.Runtime.Capabilities;

/// <summary>All rows that a connector of a category can cover, where analyzers can read them across references. Generated with the unified models.</summary>
/// <param name="category">The category: <c>ats</c>.</param>
/// <param name="rows">Each text names a model, an action or <c>features</c>, then all it has, with spaces between: <c>"tags id remote_id name"</c>.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class CoverageVocabularyAttribute(string category, params string[] rows) : Attribute
{
    /// <summary>The category of software, such as <c>ats</c>.</summary>
    public string Category { get; } = category;

    /// <summary>The rows, a text for each model, action and the features.</summary>
    public IReadOnlyList<string> Rows { get; } = rows;
}
