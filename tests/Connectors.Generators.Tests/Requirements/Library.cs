using Connectors.Generators.Tests.Support;
using Microsoft.CodeAnalysis;

namespace Connectors.Generators.Tests.Requirements;

/// <summary>An assembly with the unified models and two connectors: alpha covers tags and says why it lacks other rows, beta covers tags without names.</summary>
internal static class Library
{
    public static MemoryFile Alpha { get; } = Sample.Spec("alpha").With("models:", """
        not_implemented:
          tags: { remote_data: The vendor sends more than is kept. }
          create_application: { attachments.data: Attachments are to come }
        unsupported:
          jobs: { location: Jobs have no place there., salary_amount: Nobody says. }
          users: The vendor names nobody.
        models:
        """);

    public static MemoryFile Beta { get; } = Sample.Spec("beta").With("\n      name: name", "");

    private static readonly Lazy<Compilation> Compiled = new(() =>
    {
        var driver = new Driver(Sample.Vocabulary(), Alpha, Sample.Contract("alpha"), Beta, Sample.Contract("beta"));
        Assert.Empty(driver.Diagnostics);
        return driver.Output.WithAssemblyName("Library");
    });

    private static readonly Lazy<byte[]> Image = new(() => Emit(metadataOnly: false));
    private static readonly Lazy<byte[]> ReferenceImage = new(() => Emit(metadataOnly: true));

    public static Compilation Compilation => Compiled.Value;

    /// <summary>The library as another project of a solution, as a built assembly, or as the reference assembly of a package.</summary>
    public static MetadataReference As(string form) => form switch
    {
        "project" => Compilation.ToMetadataReference(),
        "assembly" => MetadataReference.CreateFromImage(Image.Value),
        _ => MetadataReference.CreateFromImage(ReferenceImage.Value),
    };

    private static byte[] Emit(bool metadataOnly)
    {
        using var image = new MemoryStream();
        var result = Compilation.Emit(image, options: new Microsoft.CodeAnalysis.Emit.EmitOptions(metadataOnly: metadataOnly, includePrivateMembers: !metadataOnly));
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        return image.ToArray();
    }
}
