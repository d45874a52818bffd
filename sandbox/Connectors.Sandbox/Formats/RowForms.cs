using System.Text;
using System.Text.Json;
using Connectors.Specs.Contracts;
using Connectors.Specs.Model;
using Microsoft.AspNetCore.Http;

namespace Connectors.Sandbox.Formats;

/// <summary>A record in each line.</summary>
internal sealed class JsonLinesForm : VendorFormat
{
    /// <inheritdoc/>
    public override string ContentType => "application/x-ndjson";

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Write(ContractOperation operation, HttpRequest http, ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return Encoding.UTF8.GetBytes(string.Concat(document.RootElement.EnumerateArray().Select(static r => r.GetRawText() + "\n")));
    }

    /// <inheritdoc/>
    public override Task<ReadBody> ReadAsync(ContractOperation operation, HttpRequest http) => ReadBody.JsonAsync(http);
}

/// <summary>Rows of columns, in the order of the contract.</summary>
internal sealed class CsvForm(Contract contract, char separator) : VendorFormat
{
    /// <inheritdoc/>
    public override string ContentType => "text/csv; charset=utf-8";

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Write(ContractOperation operation, HttpRequest http, ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var columns = (contract.Resolve(ContractFormats.Row(operation.Success, FormatKind.Csv))?.Properties ?? default).Select(static p => p.Name).ToList();
        var text = new StringBuilder();
        Row(text, columns);
        foreach (var record in document.RootElement.EnumerateArray())
        {
            Row(text, columns.Select(c => record.TryGetProperty(c, out var value) ? Text(value) : ""));
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <inheritdoc/>
    public override Task<ReadBody> ReadAsync(ContractOperation operation, HttpRequest http) => ReadBody.JsonAsync(http);

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => "",
        _ => value.GetRawText(),
    };

    private void Row(StringBuilder text, IEnumerable<string> cells) => text.AppendJoin(separator, cells.Select(Cell)).Append("\r\n");

    private string Cell(string text) => text.AsSpan().IndexOfAny([separator, '"', '\r', '\n']) < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
