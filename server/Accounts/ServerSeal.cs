using Connectors.Sync.Tokens;
using Microsoft.AspNetCore.DataProtection;

namespace Connectors.Server.Accounts;

/// <summary>Seals what belongs to integrations with the server's own keys, which are kept apart from the files.</summary>
internal sealed class ServerSeal(IDataProtectionProvider protection) : ISeal
{
    private const string Purpose = "accounts";

    /// <inheritdoc/>
    public byte[] Seal(ReadOnlySpan<byte> plain, string whose) => Of(whose).Protect(plain.ToArray());

    /// <inheritdoc/>
    public byte[] Open(ReadOnlySpan<byte> sealedText, string whose) => Of(whose).Unprotect(sealedText.ToArray());

    private IDataProtector Of(string whose) => protection.CreateProtector(Purpose, whose);
}
