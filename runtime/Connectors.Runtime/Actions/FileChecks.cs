using Connectors.Runtime.Files;

namespace Connectors.Runtime.Actions;

/// <summary>The checks of files that generated guards are made of, beside <see cref="InputChecks"/>.</summary>
public static class FileChecks
{
    /// <summary>A file as far as the input tells by itself: its kind, and its size where it is given as data. That of a file behind an address is looked at when it has been fetched.</summary>
    /// <param name="findings">Receives what is wrong.</param>
    /// <param name="path">The file.</param>
    /// <param name="name">Its name.</param>
    /// <param name="contentType">Its media type.</param>
    /// <param name="data">The file in base64.</param>
    /// <param name="rule">What the vendor takes.</param>
    public static void Limits(ref Findings? findings, in InputPath path, string? name, string? contentType, string? data, FileRule rule)
    {
        if ((name is not null || contentType is not null) && !rule.Takes(name, contentType))
        {
            Findings.Add(ref findings, path.At("name"), FindingKind.UnknownValue, $"The vendor takes files of these kinds: {rule.Says}.");
        }

        if (data is not null && Length(data) > rule.MaxSize)
        {
            Findings.Add(ref findings, path.At("data"), FindingKind.TooLarge, TooLarge(rule.MaxSize.Value));
        }
    }

    /// <summary>The reason for a file that is larger than the vendor takes.</summary>
    internal static string TooLarge(long most) => FormattableString.Invariant($"The vendor takes files of at most {most:N0} bytes.");

    /// <summary>The reason for files that are larger together than the vendor takes.</summary>
    internal static string TooLargeTogether(long most) => FormattableString.Invariant($"The vendor takes files of at most {most:N0} bytes together.");

    // What is no base64 is found elsewhere.
    private static long Length(string data)
    {
        var signs = 0L;
        foreach (var c in data)
        {
            signs += char.IsWhiteSpace(c) || c == '=' ? 0 : 1;
        }

        return signs * 3 / 4;
    }
}
