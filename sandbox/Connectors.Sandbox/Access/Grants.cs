using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Connectors.Sandbox.Data;
using Connectors.Sandbox.Serving;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Access;

/// <summary>Authorization codes and refresh tokens: each is good once, and a refresh token gives way to the next.</summary>
/// <param name="seed">What they are made of.</param>
internal sealed class Grants(ulong seed)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (string Redirect, string Challenge)> _codes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _refresh = new(StringComparer.Ordinal);
    private ulong _count;

    /// <summary>A refresh token as if somebody had agreed.</summary>
    public string Agree()
    {
        lock (_lock)
        {
            var token = Secret("refresh");
            _refresh.Add(token);
            return token;
        }
    }

    /// <summary>A code for somebody who agrees.</summary>
    /// <param name="redirect">Where they are sent back to.</param>
    /// <param name="challenge">What the client has told of its verifier.</param>
    public string Code(string redirect, string challenge)
    {
        lock (_lock)
        {
            var code = Secret("code");
            _codes[code] = (redirect, challenge);
            return code;
        }
    }

    /// <summary>Takes what a token request has, once; null when it is nothing that was given, or given already.</summary>
    /// <returns>The next refresh token.</returns>
    public string? Redeem(VendorRequest request)
    {
        string? Get(string name) => request.Get(new Place(PlaceKind.Body, name));
        lock (_lock)
        {
            var right = Get("grant_type") switch
            {
                "refresh_token" => _refresh.Remove(Get("refresh_token") ?? ""),
                "authorization_code" => _codes.Remove(Get("code") ?? "", out var given)
                    && given.Redirect == Get("redirect_uri")
                    && given.Challenge == Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Get("code_verifier") ?? ""))),
                _ => false,
            };
            return right ? Agree() : null;
        }
    }

    private string Secret(string kind) => Dice.Mix(Dice.Mix(seed, Dice.Of(kind)), ++_count).ToString("x16", CultureInfo.InvariantCulture);
}
