using Connectors.Runtime;

namespace Connectors.Ats.Tests.Golden;

/// <summary>The vendors' golden replies against the records they must give, for every model whose records are written out beside them.</summary>
public class RecordTests
{
    private static readonly bool Write = Environment.GetEnvironmentVariable("CONNECTORS_WRITE_DOCS") is not null;

    public static TheoryData<string> Connectors => [.. ConnectorRegistry.All.Select(r => r.Definition.Descriptor.Slug)];

    /// <summary>With CONNECTORS_WRITE_DOCS=1 the files are written anew; whoever does so reads them against the replies and the vendor's contract.</summary>
    [Theory]
    [MemberData(nameof(Connectors))]
    public async Task A_reply_of_the_vendor_gives_the_records_agreed_on(string slug)
    {
        var definition = ConnectorRegistry.Find(slug)!.Definition;
        foreach (var model in Models(definition).Where(model => !Has(slug, model, "unified")))
        {
            var records = await Conversation.RecordsAsync(definition, model);
            if (Write)
            {
                await File.WriteAllTextAsync(ConversationTests.Beside(slug, $"{model}.records.json"), records.ReplaceLineEndings("\n") + "\n");
                continue;
            }

            Assert.Equal(GoldenFile.Text(GoldenFile.Read($"{slug}/{model}.records.json")), records, ignoreLineEndingDifferences: true);
        }
    }

    [Theory]
    [MemberData(nameof(Connectors))]
    public void Every_model_has_records_agreed_on(string slug) =>
        Assert.All(Models(ConnectorRegistry.Find(slug)!.Definition), model => Assert.True(Write || Has(slug, model, "unified") || Has(slug, model, "records"), model));

    private static IEnumerable<string> Models(ConnectorDefinition definition) => definition.Sources.SelectMany(s => s.Mappers).Select(m => m.Model);

    /// <summary>Whether a model has the file: <c>unified</c> where a test of the vendor's own looks at the mapper alone, else <c>records</c>.</summary>
    private static bool Has(string slug, string model, string kind) => typeof(RecordTests).Assembly.GetManifestResourceInfo($"Golden/{slug}/{model}.{kind}.json") is not null;
}
