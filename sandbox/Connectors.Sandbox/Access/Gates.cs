using Connectors.Sandbox.Data;
using Connectors.Sandbox.Serving;
using Connectors.Specs.Model;
using Microsoft.AspNetCore.Http;

namespace Connectors.Sandbox.Access;

/// <summary>The gates of a vendor: one for the apis that the connection authenticates, one for each that says it itself.</summary>
internal sealed class Gates
{
    private readonly ConnectorSpec _spec;
    private readonly Gate _shared;
    private readonly Dictionary<string, Gate> _own = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<(PathString Path, ApiSpec Api)> _bases;

    public Gates(ConnectorSpec spec, IReadOnlyDictionary<string, string> connection, IReadOnlyList<(PathString Path, ApiSpec Api)> bases, VendorClock clock, ulong seed)
    {
        (_spec, _bases) = (spec, bases);
        _shared = new Gate(spec.Connection.Auth, connection, clock, seed);
        foreach (var api in spec.Transport.Apis.Where(a => a.Auth is not null && !a.IsTokenEndpoint))
        {
            _own[api.Name] = new Gate(api.Auth!.Value, connection, clock, Dice.Mix(seed, Dice.Of(api.Name)));
        }
    }

    public IEnumerable<Gate> All => _own.Values.Prepend(_shared);

    /// <summary>The gate of an api.</summary>
    public Gate Of(ApiSpec? api) => api is not null && _own.TryGetValue(api.Name, out var own) ? own : _shared;

    /// <summary>What a request logs in for; null where it does not log in.</summary>
    public LogIn? LogInOf(VendorRequest request, ApiSpec api) => Find(request, api, static s => s.Login);

    /// <summary>What a request logs out of; null where it does not.</summary>
    public LogIn? LogOutOf(VendorRequest request, ApiSpec api) => Find(request, api, static s => s.Logout);

    /// <summary>What a token endpoint gives tokens for; null where it is another's.</summary>
    public LogIn? TokensOf(ApiSpec api) => Find(s => s.From is SessionSource.Token token && (token.Request.Api == api.Name || token.Code?.Api == api.Name));

    /// <summary>The address that must be answered under a name, because an api's is made of it; null where the vendor is free.</summary>
    public string? Told(HttpRequest http, string name) => _bases.Any(b => b.Api.Base.Parts is [TemplatePart.Taken taken, ..] && taken.Name == name) ? $"{http.Scheme}://{http.Host}/{name}" : null;

    private LogIn? Find(VendorRequest request, ApiSpec api, Func<AuthSpec.Session, RequestSpec?> of) =>
        Find(s => of(s) is { } wanted && wanted.Api == api.Name && request.Operation.Method == wanted.Method && request.Operation.Path == wanted.ContractPath && request.Operation.Part == _spec.Transport.Apis.First(a => a.Name == wanted.Api).Contract);

    private LogIn? Find(Func<AuthSpec.Session, bool> isIt)
    {
        foreach (var gate in All)
        {
            foreach (var (position, sessions) in gate.Opened)
            {
                if (isIt(sessions.Spec))
                {
                    return new LogIn(gate, position, sessions);
                }
            }
        }

        return null;
    }
}

/// <summary>An entry that a request is about: it logs in for it, or out of it.</summary>
/// <param name="Gate">Its gate.</param>
/// <param name="Position">Its position there.</param>
/// <param name="Sessions">What is open for it.</param>
internal sealed record LogIn(Gate Gate, int Position, Sessions Sessions);
