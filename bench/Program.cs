using System.Globalization;
using Connectors.Benchmarks.Harness;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
var shortRun = args.Contains("--short");
var suites = new Dictionary<string, Func<bool, IReadOnlyList<Figure>>>
{
    ["mapping"] = Connectors.Benchmarks.Mapping.MappingSuite.Run,
    ["generator"] = Connectors.Benchmarks.Generator.GeneratorSuite.Run,
    ["guards"] = Connectors.Benchmarks.Guards.GuardSuite.Run,
    ["sync"] = Connectors.Benchmarks.Sync.SyncSuite.Run,
    ["api"] = Connectors.Benchmarks.Api.ApiSuite.Run,
};

if (args is ["sandbox-process", ..])
{
    return await Connectors.Benchmarks.Sync.SandboxProcess.RunAsync(args[1..]);
}

if (args is ["api-process", ..])
{
    return await Connectors.Benchmarks.Api.ApiProcess.RunAsync(args[1..]);
}

if (args is ["replay-process", ..])
{
    return await Connectors.Benchmarks.Soap.ReplayServer.RunAsync(args[1..]);
}

if (args is ["first-page-process", ..])
{
    return Connectors.Benchmarks.Mapping.FirstPage.InChild(args[1..]);
}

var wanted = args.Where(a => !a.StartsWith("--", StringComparison.Ordinal)).ToList();
if (wanted.Count == 0 || wanted.Exists(w => !suites.ContainsKey(w)))
{
    Console.Error.WriteLine($"usage: dotnet run -c Release --project bench -- <suite> [--short]\nsuites: {string.Join(", ", suites.Keys)}");
    return 1;
}

foreach (var suite in wanted)
{
    Report.Write(suite, shortRun, suites[suite](shortRun));
}

return 0;
