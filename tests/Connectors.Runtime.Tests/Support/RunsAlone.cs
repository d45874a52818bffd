namespace Connectors.Runtime.Tests.Support;

/// <summary>Tests that measure the memory of the process, or need much of it: they run one after the other, when all others have ended.</summary>
[CollectionDefinition(nameof(RunsAlone), DisableParallelization = true)]
public sealed class RunsAlone;
