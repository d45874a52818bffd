using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;
using Connectors.Sandbox;
using Connectors.Specs;
using Connectors.Specs.Vocabulary;

namespace Connectors.Benchmarks.Vendors;

/// <summary>Replies of Coveto as the sandbox makes them from the contract: whole envelopes, the same on every run.</summary>
/// <param name="LogIn">The reply of <c>Anmelden</c>.</param>
/// <param name="Jobs">The reply of <c>HoleStellen</c>: all jobs on one page.</param>
/// <param name="Connection">The connection form whose credentials were accepted.</param>
internal sealed record CovetoReplies(byte[] LogIn, byte[] Jobs, IReadOnlyDictionary<string, string> Connection)
{
    /// <summary>The namespace of the calls.</summary>
    public const string Calls = "https://www.coveto.de/soap/v2";

    /// <summary>The namespace of the records.</summary>
    public const string Types = "urn:coveto:typen:2";

    /// <summary>Asks a sandbox for so many jobs.</summary>
    public static async Task<CovetoReplies> RecordAsync(int jobs)
    {
        var specs = Repository.At("specs");
        var spec = Read("coveto.yaml");
        var (contract, others) = SpecCompiler.ContractFiles(spec, Read);
        var compiled = SpecCompiler.Compile(spec, Vocabularies.Ats, contract, others);
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions
        {
            Spec = compiled.Spec!,
            Contract = compiled.Contract!,
            ContractFiles = [contract!, .. others],
            Vocabulary = Vocabularies.Ats,
            Records = RecordCounts.Of(jobs),
        });
        using var http = new HttpClient();
        var form = sandbox.Connection;
        var logIn = await CallAsync(http, sandbox.BaseAddress, "Anmelden", $"<Benutzer>{form["user"]}</Benutzer><Passwort>{form["password"]}</Passwort>", null);
        var page = string.Create(CultureInfo.InvariantCulture, $"<Seite>1</Seite><ProSeite>{jobs}</ProSeite><MitArchiv>true</MitArchiv>");
        var list = await CallAsync(http, sandbox.BaseAddress, "HoleStellen", page, TokenOf(logIn));
        return new CovetoReplies(logIn, list, form);

        SourceText Read(string path) => new(path, File.ReadAllText(Path.Combine(specs, path)));
    }

    private static async Task<byte[]> CallAsync(HttpClient http, Uri address, string operation, string content, string? token)
    {
        var header = token is null ? "" : $"""<e:Header><Sitzung xmlns="{Calls}"><Token>{token}</Token></Sitzung></e:Header>""";
        var envelope = $"""<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/">{header}<e:Body><{operation} xmlns="{Calls}">{content}</{operation}></e:Body></e:Envelope>""";
        using var body = new StringContent(envelope, Encoding.UTF8, new MediaTypeHeaderValue("text/xml", "utf-8"));
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = body };
        request.Headers.Add("SOAPAction", $"\"{Calls}/{operation}\"");
        using var reply = await http.SendAsync(request);
        reply.EnsureSuccessStatusCode();
        return await reply.Content.ReadAsByteArrayAsync();
    }

    private static string TokenOf(byte[] logIn)
    {
        using var stream = new MemoryStream(logIn);
        return XDocument.Load(stream).Descendants(XName.Get("Token", Calls)).Single().Value;
    }
}
