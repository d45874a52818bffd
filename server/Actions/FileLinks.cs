using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Connectors.Server.State;
using Microsoft.AspNetCore.DataProtection;

namespace Connectors.Server.Actions;

/// <summary>A file at a vendor that only the integration's credentials open.</summary>
/// <param name="Environment">The environment of the integration.</param>
/// <param name="Integration">The integration, as the API calls it.</param>
/// <param name="Action">The action that lists the file.</param>
/// <param name="Input">The input of that action which names the record.</param>
/// <param name="Record">The record.</param>
/// <param name="File">The vendor's id of the file.</param>
/// <param name="Ends">Until when the link is good, in milliseconds since 1970 in UTC.</param>
internal sealed record LinkedFile(string Environment, string Integration, string Action, string Input, string Record, string File, long Ends);

/// <summary>Addresses of files that vendors give to their own customers only: sealed, so that they tell nothing, and good for a while.</summary>
internal sealed class FileLinks(IDataProtectionProvider protection, TimeProvider clock)
{
    /// <summary>How long a link is good.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(1);

    /// <summary>Where the files are.</summary>
    public const string Path = "/files/{link}";

    private readonly IDataProtector _protector = protection.CreateProtector("file links");

    /// <summary>The address of a file, as seen by the caller.</summary>
    public string Address(HttpContext context, ServedIntegration integration, string environment, string action, (string Input, string Record) of, string file)
    {
        var ends = (clock.GetUtcNow() + Life).ToUnixTimeMilliseconds();
        var link = new LinkedFile(environment, integration.PublicId, action, of.Input, of.Record, file, ends);
        return $"{context.Request.Scheme}://{context.Request.Host}/files/{Base64Url.EncodeToString(_protector.Protect(JsonSerializer.SerializeToUtf8Bytes(link)))}";
    }

    /// <summary>The file that a link leads to; null for one that is none of ours, or is good no longer.</summary>
    public LinkedFile? Open(string link)
    {
        try
        {
            var file = Base64Url.IsValid(link) ? JsonSerializer.Deserialize<LinkedFile>(_protector.Unprotect(Base64Url.DecodeFromChars(link))) : null;
            return file?.Ends > clock.GetUtcNow().ToUnixTimeMilliseconds() ? file : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
