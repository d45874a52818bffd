// Reads everything a canned vendor has with a generated connector and prints it as JSON lines. Fails when a model stays empty:
// published ahead of time, code that was trimmed away or needs reflection would show here.
using System.Text;
using System.Text.Json;
using Connectors.AotSmoke;
using Connectors.Ats;
using Connectors.Runtime;
using Connectors.Runtime.Connections;
using Connectors.Runtime.Reading;

var registration = ConnectorRegistry.Find("laura") ?? throw new InvalidOperationException("The registry lacks the connector.");
var descriptor = registration.Definition.Descriptor;
var account = new Dictionary<string, string> { ["subdomain"] = "acme", ["api_key"] = "canned" };
if (!ConnectionValues.TryCreate(descriptor.ConnectionFields, account, out var connection, out var problems))
{
    Console.Error.WriteLine(string.Join('\n', problems));
    return 1;
}

using var vendor = new HttpMessageInvoker(new CannedVendor());
var connector = registration.Create(connection, new ConnectorOptions { Http = vendor, BaseAddress = new Uri("http://canned.example") });
var counts = new Dictionary<string, int>();
var setAside = 0;
foreach (var source in registration.Definition.Sources)
{
    var options = new ReadOptions { ParentRemoteId = source.ForEach is null ? null : "7" };
    await foreach (var page in connector.ReadAsync(source, options))
    {
        setAside += page.SetAside.Count;
        foreach (var record in page.Records)
        {
            counts[record.Model] = counts.GetValueOrDefault(record.Model) + 1;
            Print(record);
        }
    }
}

var read = registration.Definition.Sources.SelectMany(source => source.Mappers).Select(mapper => mapper.Model).ToList();
var missing = read.Where(model => counts.GetValueOrDefault(model) != 1).ToList();
Console.WriteLine($"{counts.Values.Sum()} records of {read.Count} models, {setAside} set aside.");
if (missing.Count > 0 || setAside > 0)
{
    Console.Error.WriteLine($"Expected one record a model; not so: {string.Join(", ", missing)}");
    return 1;
}

return 0;

static void Print(Connectors.Runtime.Records.UnifiedRecord record)
{
    using var line = new MemoryStream();
    using (var json = new Utf8JsonWriter(line))
    {
        json.WriteStartObject();
        json.WriteString("model", record.Model);
        record.WriteFields(json, new VendorIds());
        json.WriteEndObject();
    }

    Console.WriteLine(Encoding.UTF8.GetString(line.ToArray()));
}
