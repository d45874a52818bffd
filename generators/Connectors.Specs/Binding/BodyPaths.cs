namespace Connectors.Specs.Binding;

/// <summary>Paths in bodies that are sent.</summary>
internal static class BodyPaths
{
    /// <summary>The path of the body itself.</summary>
    public const string Whole = ".";
}
