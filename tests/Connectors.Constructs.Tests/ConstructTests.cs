namespace Connectors.Constructs.Tests;

/// <summary>Every construct of the language has a spec that is compiled into this project, runs against the sandbox, and is broken on purpose.</summary>
public sealed class ConstructTests
{
    public static TheoryData<string> Constructs { get; } = [.. ConstructSpec.All.Keys.Order(StringComparer.Ordinal)];

    public static TheoryData<string, int> Breaks
    {
        get
        {
            var breaks = new TheoryData<string, int>();
            foreach (var spec in ConstructSpec.All.Values.OrderBy(s => s.Slug, StringComparer.Ordinal))
            {
                for (var i = 0; i < Break.In(spec.Text).Count; i++)
                {
                    breaks.Add(spec.Slug, i);
                }
            }

            return breaks;
        }
    }

    [Theory]
    [MemberData(nameof(Constructs))]
    public async Task The_connector_reads_all_that_the_vendor_has(string slug)
    {
        await using var played = await PlayedSpec.StartAsync(slug);

        foreach (var source in played.Connector.Definition.Sources)
        {
            var pages = await played.PagesAsync(source);

            Assert.Empty(pages.SelectMany(p => p.SetAside));
            var model = source.Mappers[0].Model;
            var read = pages.SelectMany(p => p.Records).Where(r => r.Model == model).Select(r => r.Key).Distinct().Count() + pages.Sum(p => p.Skipped + p.Gone.Count + p.Dropped.GetValueOrDefault(model));
            Assert.True(read > 0, model);
            Assert.Equal(played.Vendor.Records.Count(model), read);
        }
    }

    [Theory]
    [MemberData(nameof(Constructs))]
    public void The_spec_has_mistakes_that_are_tried(string slug) => Assert.NotEmpty(Break.In(ConstructSpec.All[slug].Text));

    [Theory]
    [MemberData(nameof(Breaks))]
    public void A_mistake_is_told_at_its_line(string slug, int number)
    {
        var spec = ConstructSpec.All[slug];
        var mistake = Break.In(spec.Text)[number];

        var found = spec.Compile(mistake.Apply(spec.Text)).Diagnostics;

        Assert.True(
            found.Any(d => d.Rule.Id == mistake.Id && d.Span.Line == mistake.Line),
            $"{mistake}, but found: {string.Join("; ", found.Select(d => $"{d.Rule.Id} at line {d.Span.Line + 1}: {d.Message}"))}");
    }
}
