using System.Text.Json;
using System.Text.Json.Nodes;
using Connectors.Sandbox.Data;
using Connectors.Sandbox.Serving;
using Connectors.Sandbox.Shapes;
using Connectors.Specs.Contracts;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Actions;

/// <summary>Answers a step that was done, so that the spec finds in the answer what it takes.</summary>
internal static class StepReply
{
    private static readonly HashSet<string> Nothing = [];

    /// <summary>Writes the body and the headers of the answer.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="step">The step.</param>
    /// <param name="request">The request.</param>
    /// <param name="taken">What is taken of it, by name.</param>
    /// <param name="take">Where that stands.</param>
    /// <param name="tests">What else the body says, because a rule tests for it.</param>
    /// <param name="page">The page of the files that are listed, where the step lists some; null otherwise.</param>
    /// <param name="record">The index of the record made or changed; -1 for none.</param>
    /// <param name="to">Where the body is written.</param>
    /// <param name="headers">Where headers are added.</param>
    public static void Write(Contract contract, PlayedStep step, VendorRequest request, IReadOnlyDictionary<string, string> taken, IEnumerable<TakenValue> take, IEnumerable<Test.Is> tests, Page? page, long record, Renderer to, IDictionary<string, string> headers)
    {
        var said = new JsonObject();
        // Where two values stand in one place, as an address and the id that it ends in, the address says both: it comes last.
        foreach (var value in take.Where(t => taken.ContainsKey(t.Name)).OrderBy(t => t.LastSegment))
        {
            var text = value.LastSegment ? $"{request.Http.PathBase}{request.Http.Path}/{Uri.EscapeDataString(taken[value.Name])}" : taken[value.Name];
            switch (value.From)
            {
                case TakenFrom.Header header:
                    headers[header.Name] = text;
                    break;
                case TakenFrom.Body body:
                    Say(said, body.Path, text);
                    break;
                default:
                    break;
            }
        }

        foreach (var test in tests)
        {
            Say(said, test.Path, test.Value);
        }

        if (step.Reply is null)
        {
            return;
        }

        JsonNode all = said;
        if (page is not null && step.Spec.Gives is { } gives)
        {
            foreach (var (at, value) in PageValueShape.Of(gives.Paging).Select(v => (v.At, new PageValueShape(v.Value, v.At.Type))).Where(v => v.Item2.IsThere(page)))
            {
                JsonPlaces.Put(said, at.Steps, Made(value, page));
            }

            var files = ListedFiles.On(page, gives, request);
            all = JsonPlaces.Put(said, gives.Each.Steps, files) ? said : files;
        }

        var schema = step.Operation.Success!.Body;
        var isRecord = record >= 0 && step.Plan?.Element is { } element && element.Equals(schema);
        using var own = new Renderer { Asked = ulong.MaxValue };
        if (isRecord)
        {
            step.Plan!.Record.Write(own, World.CellOf(step.Plan.Records, record, step.Plan.Records.ParentOf(record)));
        }
        else
        {
            step.Reply.Write(own, new Cell { Parent = -1, Record = (ulong)(record + 1), Hash = (ulong)(record + 1), Subject = -1 });
        }

        own.Json.Flush();
        using var made = JsonDocument.Parse(own.Buffer.WrittenMemory);
        new Overwriting(contract, whole: !isRecord, Nothing).Write(to.Json, schema, made.RootElement, JsonSerializer.SerializeToElement(all), null);
        to.Json.Flush();
    }

    private static JsonNode Made(PageValueShape value, Page page)
    {
        using var own = new Renderer { Page = page };
        value.Write(own, default);
        own.Json.Flush();
        return JsonNode.Parse(own.Buffer.WrittenSpan)!;
    }

    private static void Say(JsonObject said, VendorPath path, string text)
    {
        if (path.Root == PathRoot.Payload && VendorValues.As(JsonValue.Create(text), path.Type) is { } value)
        {
            JsonPlaces.Put(said, path.Steps, value);
        }
    }
}
