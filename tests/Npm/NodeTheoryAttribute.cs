namespace Connectors.Tests.Npm;

/// <summary>A theory that needs Node. Without it, it is skipped with a reason, but in CI (<c>CI=true</c>) it runs and fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeTheoryAttribute : TheoryAttribute
{
    public NodeTheoryAttribute()
    {
        if (!NodeClient.IsInstalled && !string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
        {
            // The name is what every verbosity shows of a skipped test.
            DisplayName = Skip = "NOT CHECKED by a client from npm: Node and npm are not on the PATH; install Node 20.19 or later";
        }
    }
}
