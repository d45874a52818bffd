using System.CommandLine;
using System.CommandLine.Parsing;

namespace Connectors.Server.SignIn;

/// <summary>The arguments of the command line that say which OpenID Connect provider people sign in with. The secret comes from the environment, so that it is in no list of processes.</summary>
internal sealed class OpenIdArguments
{
    /// <summary>The environment variable with the client's secret.</summary>
    public const string SecretVariable = "CONNECTORS_OPENID_SECRET";

    private readonly Option<Uri?> _issuer = new("--openid-issuer")
    {
        Description = "The address of an OpenID Connect provider that people sign in with; --openid-client goes with it.",
        CustomParser = Issuer,
    };

    private readonly Option<string?> _client = new("--openid-client") { Description = $"The client id at the provider; its secret is taken from {SecretVariable}." };
    private readonly Option<string[]> _emails = new("--openid-email") { Description = "An e-mail address that may come in; may be given several times." };
    private readonly Option<string[]> _claims = new("--openid-claim") { Description = "A claim that lets in, as NAME=VALUE; may be given several times." };

    public void AddTo(Command command)
    {
        command.Add(_issuer);
        command.Add(_client);
        command.Add(_emails);
        command.Add(_claims);
        command.Validators.Add(Check);
    }

    /// <summary>What was said; null where nothing was.</summary>
    public OpenIdOptions? Read(ParseResult result) => result.GetValue(_issuer) is not { } issuer ? null
        : new OpenIdOptions(issuer, result.GetValue(_client)!, Environment.GetEnvironmentVariable(SecretVariable) is { Length: > 0 } secret ? secret : null)
        {
            Emails = result.GetValue(_emails) ?? [],
            Claims = [.. (result.GetValue(_claims) ?? []).Select(c => c.Split('=', 2)).Select(c => (c[0], c[1]))],
        };

    private void Check(CommandResult result)
    {
        var (issuer, client) = (result.GetResult(_issuer) is not null, result.GetResult(_client) is not null);
        var (emails, claims) = (result.GetValue(_emails) ?? [], result.GetValue(_claims) ?? []);
        if (issuer != client)
        {
            result.AddError("--openid-issuer and --openid-client go together.");
        }
        else if (issuer && emails.Length + claims.Length == 0)
        {
            result.AddError("Say who may come in: --openid-email or --openid-claim.");
        }
        else if (claims.Any(c => c.IndexOf('=', StringComparison.Ordinal) <= 0))
        {
            result.AddError("--openid-claim is written as NAME=VALUE.");
        }
    }

    private static Uri? Issuer(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out var issuer) && (issuer.Scheme == Uri.UriSchemeHttps || (issuer.Scheme == Uri.UriSchemeHttp && issuer.IsLoopback)))
        {
            return issuer;
        }

        result.AddError($"'{text}' is no provider's address; it begins with https://.");
        return null;
    }
}
