using Connectors.Sandbox.Faults;
using Connectors.Specs;
using Connectors.Specs.Contracts;
using Connectors.Specs.Model;
using Connectors.Specs.Vocabulary;

namespace Connectors.Sandbox;

/// <summary>What a sandbox plays, and how.</summary>
public sealed record SandboxOptions
{
    /// <summary>The spec whose vendor it plays.</summary>
    public required ConnectorSpec Spec { get; init; }

    /// <summary>The vendor's contract: how requests and replies look.</summary>
    public required Contract Contract { get; init; }

    /// <summary>The contracts' texts as the vendor gives them, each before the files it imports: a SOAP endpoint serves the first WSDL and checks requests against it. Not needed for REST.</summary>
    public IReadOnlyList<SourceText> ContractFiles { get; init; } = [];

    /// <summary>The vocabulary that the spec is bound to: what the data means.</summary>
    public required VocabularySpec Vocabulary { get; init; }

    /// <summary>The chance that everything is made of. The same seed gives the same records, byte for byte. 1 by default.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How many records there are; 25 jobs and what follows from that by default.</summary>
    public RecordCounts Records { get; init; } = new();

    /// <summary>What goes wrong; nothing by default.</summary>
    public FaultProfile Faults { get; init; } = FaultProfile.None;

    /// <summary>Whether replies are compressed for clients that take that. False by default: on one machine it costs both sides more than the bytes it saves.</summary>
    public bool Compress { get; init; }

    /// <summary>The port on 127.0.0.1; 0, the default, takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The vendor's clock; that of the system by default.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Told of every request after it was answered, from any thread; null, the default, for nobody. The sandbox itself prints nothing.</summary>
    public Action<SandboxRequest>? Log { get; init; }
}

/// <summary>A request that the sandbox answered.</summary>
/// <param name="Method">GET, POST, …</param>
/// <param name="Target">Path and query. A query may carry credentials of the sandbox.</param>
/// <param name="Status">The status it was answered with.</param>
/// <param name="Bytes">The length of the body, before compression.</param>
/// <param name="Faults">What went wrong on purpose.</param>
/// <param name="Elapsed">How long it took.</param>
public sealed record SandboxRequest(string Method, string Target, int Status, int Bytes, IReadOnlyList<FaultKind> Faults, TimeSpan Elapsed);
