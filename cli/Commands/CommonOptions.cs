using System.CommandLine;

namespace Connectors.Cli.Commands;

/// <summary>Options that several commands share, always under the same name.</summary>
internal static class CommonOptions
{
    /// <summary>Connection values.</summary>
    public static Option<string[]> Set() => new("--set")
    {
        Description = "A connection value as name=value; with several connectors slug.name=value says whose. Secrets are better in CONNECTORS_<SLUG>_<NAME>.",
        HelpName = "name=value",
    };

    public static Option<string> Database() => new("--database") { Description = "The database file.", DefaultValueFactory = _ => "connectors.db" };

    /// <summary>The name of an account in the database.</summary>
    public static Option<string?> Integration() => new("--integration") { Description = "The name of the account, as in sync." };

    /// <summary>Another address for the vendor.</summary>
    public static Option<Uri?> BaseUrl() => new("--base-url")
    {
        Description = "Replaces the vendor's address, base path included: http://127.0.0.1:4911/api/v1.2",
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            {
                return address;
            }

            result.AddError($"'{result.Tokens[0].Value}' is no address; write it with http:// or https://.");
            return null;
        },
    };
}
