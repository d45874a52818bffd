using Connectors.Specs.Model;

namespace Connectors.Sandbox.Serving;

/// <summary>Finds where a request carries a value.</summary>
internal static class SentPlaces
{
    /// <summary>The place of a placeholder: that of a value sent with the request, or a placeholder of the contract's path; null when the request has none.</summary>
    public static Place? Of(RequestSpec request, Func<TemplatePart, bool> isIt)
    {
        if (request.Send.FirstOrDefault(s => s.Values.Any(v => v.Parts.Any(isIt))) is { } sent)
        {
            return sent.At;
        }

        // The placeholder in the template and in the contract's path stand after the same number of slashes.
        var slashes = 0;
        foreach (var part in request.Path.Parts)
        {
            if (isIt(part))
            {
                var segment = request.ContractPath.Split('/')[slashes];
                return new Place(PlaceKind.Path, segment[(segment.IndexOf('{', StringComparison.Ordinal) + 1)..segment.IndexOf('}', StringComparison.Ordinal)]);
            }

            slashes += part is TemplatePart.Literal literal ? literal.Text.Count(c => c == '/') : 0;
        }

        return null;
    }

    /// <summary>The first placeholder of the contract's path.</summary>
    public static Place? FirstOf(RequestSpec request) =>
        request.ContractPath.Split('{') is [_, var rest, ..] ? new Place(PlaceKind.Path, rest[..rest.IndexOf('}', StringComparison.Ordinal)]) : null;

    /// <summary>Whether a request carries all constants that the spec sends with it, and something where the spec sends the id of a parent or a value of a list.</summary>
    public static bool HasConstants(VendorRequest request, RequestSpec spec, IReadOnlyDictionary<string, string> connection) =>
        spec.Send.All(s => s.Values.All(Templates.IsConstant) ? Carries(request, s, connection) : request.All(s.At).Count > 0);

    private static bool Carries(VendorRequest request, SentValue sent, IReadOnlyDictionary<string, string> connection)
    {
        var there = VendorRequest.Split(request.All(sent.At), sent.Style).ToList();
        return sent.Values.All(v => there.Contains(Templates.Fill(v, connection)));
    }
}
