namespace Connectors.Browser.Tests;

/// <summary>A test that needs Chromium. Without it, it is skipped with a reason, but in CI (<c>CI=true</c>) it runs and fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (ChromiumBrowser.Program is null && !string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
        {
            // The name is what every verbosity shows of a skipped test.
            DisplayName = Skip = "NOT CHECKED in a browser: Chromium is not on the PATH; install it (Debian: chromium) or name it in CHROMIUM";
        }
    }
}
