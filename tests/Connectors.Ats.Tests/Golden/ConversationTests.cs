using System.Text;
using Connectors.Runtime;

namespace Connectors.Ats.Tests.Golden;

public class ConversationTests
{
    private static readonly bool Write = Environment.GetEnvironmentVariable("CONNECTORS_WRITE_DOCS") is not null;

    public static TheoryData<string> Connectors => [.. ConnectorRegistry.All.Select(r => r.Definition.Descriptor.Slug)];

    /// <summary>With CONNECTORS_WRITE_DOCS=1 the file is written anew; whoever does so reads what has changed against the vendor's contract.</summary>
    [Theory]
    [MemberData(nameof(Connectors))]
    public async Task A_connector_asks_its_vendor_what_has_been_agreed(string slug)
    {
        var told = await Conversation.TransportAsync(ConnectorRegistry.Find(slug)!.Definition);
        if (Write)
        {
            await File.WriteAllTextAsync(Beside(slug, "conversation.json"), told.ReplaceLineEndings("\n") + "\n");
            return;
        }

        Assert.Equal(GoldenFile.Text(GoldenFile.Read($"{slug}/conversation.json")), told, ignoreLineEndingDifferences: true);
    }

    /// <summary>Where a golden file of a connector stands in the repository.</summary>
    internal static string Beside(string slug, string file) => Repository.At("tests", "Connectors.Ats.Tests", "Golden", slug, file);
}
