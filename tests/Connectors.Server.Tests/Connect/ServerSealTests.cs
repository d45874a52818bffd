using System.Security.Cryptography;
using Connectors.Server.Accounts;
using Microsoft.AspNetCore.DataProtection;

namespace Connectors.Server.Tests.Connect;

public sealed class ServerSealTests
{
    private readonly EphemeralDataProtectionProvider _keys = new();

    [Fact]
    public void What_was_sealed_opens_for_whom_it_was_sealed_and_for_nobody_else()
    {
        var seal = new ServerSeal(_keys);
        var sealedText = seal.Seal("secret"u8, "one");

        Assert.Equal("secret"u8.ToArray(), seal.Open(sealedText, "one"));
        Assert.Equal(-1, sealedText.AsSpan().IndexOf("secret"u8));
        Assert.Throws<CryptographicException>(() => seal.Open(sealedText, "two"));
        Assert.Throws<CryptographicException>(() => new ServerSeal(new EphemeralDataProtectionProvider()).Open(sealedText, "one"));
    }
}
