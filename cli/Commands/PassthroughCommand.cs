using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Connectors.Cli.Connections;
using Connectors.Cli.Sandboxes;
using Connectors.Cli.Specs;
using Connectors.Cli.Syncing;
using Connectors.Runtime.Passthrough;
using Connectors.Sandbox;
using Connectors.Sync.Store;

namespace Connectors.Cli.Commands;

/// <summary><c>connectors passthrough</c>: sends a passthrough request to one of a vendor's APIs, and writes what comes back as it is.</summary>
internal sealed class PassthroughCommand
{
    private const string StandardInput = "-";
    private const int FirstRefusal = 400;

    private readonly Argument<string> _slug = new("connector") { Description = "The connector's slug." };
    private readonly Argument<string> _api = new("api") { Description = "The vendor's API, by the name that the connector's page gives it." };
    private readonly Argument<string> _method = new("method") { Description = "GET, POST, PUT, PATCH or DELETE; POST for SOAP." };
    private readonly Argument<string> _path = new("path") { Description = "The path below the API's address: /jobs/4711; / for SOAP." };
    private readonly Option<string[]> _query = new("--query") { Description = "A query parameter.", HelpName = "name=value" };
    private readonly Option<string[]> _header = new("--header") { Description = "A header.", HelpName = "name: value" };
    private readonly Option<string?> _data = new("--data") { Description = "The body: a text, @FILE for what is in a file, or - for the standard input. JSON is sent as JSON; SOAP takes the XML element in the envelope's Body." };
    private readonly Option<string?> _operation = new("--operation") { Description = "The operation of a SOAP API, where the body does not tell it." };
    private readonly Option<bool> _include = new("--include") { Description = "Write the address, the status and the headers before the body." };
    private readonly Option<string[]> _set = CommonOptions.Set();
    private readonly Option<string> _database = CommonOptions.Database();
    private readonly Option<string?> _integration = CommonOptions.Integration();
    private readonly Option<Uri?> _baseUrl = CommonOptions.BaseUrl();
    private readonly Option<bool> _sandbox = new("--sandbox") { Description = "Play the vendor instead of calling it." };
    private readonly SandboxArguments _sandboxArguments = new();

    /// <summary>Describes the command.</summary>
    public static Command Create(CliHost host)
    {
        var passthrough = new PassthroughCommand();
        var command = new Command("passthrough", "Send a request of your own to one of a vendor's APIs, with the account's credentials.")
        {
            passthrough._slug, passthrough._api, passthrough._method, passthrough._path, passthrough._query, passthrough._header, passthrough._data, passthrough._operation, passthrough._include,
            passthrough._set, passthrough._database, passthrough._integration, passthrough._baseUrl, passthrough._sandbox,
        };
        passthrough._sandboxArguments.AddTo(command, passthrough._sandbox, passthrough._baseUrl);
        command.SetAction((result, cancellationToken) => passthrough.RunAsync(host, result, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(CliHost host, ParseResult arguments, CancellationToken cancellationToken)
    {
        var registration = ShippedConnectors.Find(arguments.GetRequiredValue(_slug));
        var descriptor = registration.Definition.Descriptor;
        var request = await RequestAsync(host, arguments, cancellationToken).ConfigureAwait(false);
        var settings = ConnectionSettings.Parse(host, arguments.GetValue(_set) ?? [], [descriptor]);
        var account = new SyncAccount(registration, settings, arguments.GetValue(_sandbox) ? _sandboxArguments.Options(host, arguments, new SpecLibrary(host).Find(descriptor.Slug)) : null);
        account.Check();
        await using var vendor = account.Sandbox is null ? null : await SandboxServer.StartAsync(account.Sandbox, cancellationToken).ConfigureAwait(false);
        using var store = account.NeedsConsent && vendor is null ? RecordStore.Open(host.Resolve(arguments.GetRequiredValue(_database))) : null;
        await using var connector = account.Connect(host, vendor, arguments.GetValue(_baseUrl), store, arguments.GetValue(_integration));
        var reply = await connector.PassthroughAsync(request, cancellationToken).ConfigureAwait(false);
        await WriteAsync(host, reply, arguments.GetValue(_include), cancellationToken).ConfigureAwait(false);
        if (reply.Status < FirstRefusal && !reply.IsRedirect)
        {
            return ExitCode.Done;
        }

        await host.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"The vendor answered with the status {reply.Status}.")).ConfigureAwait(false);
        return ExitCode.Vendor;
    }

    private async Task<PassthroughRequest> RequestAsync(CliHost host, ParseResult arguments, CancellationToken cancellationToken)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var header in arguments.GetValue(_header) ?? [])
        {
            var (name, value) = Split(header, ':', "--header", "name: value");
            headers[name.Trim()] = value.Trim();
        }

        // One name may come several times, as in an address.
        var path = new StringBuilder(arguments.GetRequiredValue(_path));
        foreach (var parameter in arguments.GetValue(_query) ?? [])
        {
            var (name, value) = Split(parameter, '=', "--query", "name=value");
            path.Append(path.ToString().Contains('?', StringComparison.Ordinal) ? '&' : '?').Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        }

        var text = arguments.GetValue(_data) is { } data ? await TextAsync(host, data, cancellationToken).ConfigureAwait(false) : null;
        return new PassthroughRequest
        {
            Api = arguments.GetRequiredValue(_api),
            Method = arguments.GetRequiredValue(_method),
            Path = path.ToString(),
            Headers = headers,
            Options = arguments.GetValue(_operation) is { } operation ? new Dictionary<string, string> { ["operation_name"] = operation } : new Dictionary<string, string>(),
            Data = text is null ? null : IsJson(text) && !headers.ContainsKey("Content-Type") ? new PassthroughJson(Encoding.UTF8.GetBytes(text)) : new PassthroughText(text),
        };
    }

    private static (string Name, string Value) Split(string text, char at, string option, string form)
    {
        var end = text.IndexOf(at, StringComparison.Ordinal);
        // What stands there may be a secret that lost its name, so it is not repeated.
        return end > 0 ? (text[..end], text[(end + 1)..]) : throw new CliException($"{option} takes {form}.");
    }

    private static async Task<string> TextAsync(CliHost host, string data, CancellationToken cancellationToken)
    {
        if (data.StartsWith('@'))
        {
            return await File.ReadAllTextAsync(host.Resolve(data[1..]), cancellationToken).ConfigureAwait(false);
        }

        if (data != StandardInput)
        {
            return data;
        }

        using var reader = new StreamReader(host.OpenInput());
        return await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static async Task WriteAsync(CliHost host, PassthroughReply reply, bool include, CancellationToken cancellationToken)
    {
        if (include)
        {
            host.Out.Line(string.Create(CultureInfo.InvariantCulture, $"{reply.Status} {reply.Url}"));
            foreach (var (name, values) in reply.Headers.OrderBy(h => h.Key, StringComparer.OrdinalIgnoreCase))
            {
                foreach (var value in values)
                {
                    host.Out.Line($"{name}: {value}");
                }
            }

            host.Out.Line();
            await host.Out.Writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        // As it is: it may be a picture.
        await using var output = host.OpenOutput();
        await output.WriteAsync(reply.Body, cancellationToken).ConfigureAwait(false);
    }
}
