// Reads everything a canned vendor has with a generated connector and prints it as JSON lines, then reads and checks the input of an
// action. Fails when a model stays empty or a check says something else:
// published ahead of time, code that was trimmed away or needs reflection would show here.
using System.Text;
using System.Text.Json;
using Connectors.AotSmoke;
using Connectors.Ats;
using Connectors.Runtime;
using Connectors.Runtime.Actions;
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

var create = registration.Definition.Actions.Single(action => action.Name == "create_application");
string[] checks = [Check(create, ""), Check(create, """,  "source": { "name": "Board" }, "nickname": "A" """)];
Console.WriteLine($"Findings of two inputs: {string.Join("; ", checks)}.");
if (checks is not ["", "nickname Unknown, source Unsupported"])
{
    Console.Error.WriteLine("An input is not read or checked as it should be.");
    return 1;
}

return 0;

static string Check(ActionPlan plan, string more)
{
    using var json = JsonDocument.Parse($$"""{"candidate":{"first_name":"Aino","last_name":"Laine","email_address":"aino@example.com","gender":"FEMALE"},"application":{"job_id":"remote:7"}{{more}}}""");
    Findings? findings = null;
    var input = plan.Read(json.RootElement, ref findings);
    return string.Join(", ", (findings ?? Enumerable.Empty<Finding>()).Concat(plan.Check(input!) ?? Enumerable.Empty<Finding>()).Select(f => $"{f.Path} {f.Kind}"));
}

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
