using Connectors.Runtime;
using Connectors.Sync.Store;

namespace Connectors.Server.State;

/// <summary>Makes connectors for the accounts whose credentials the server has.</summary>
internal interface IAccounts
{
    /// <summary>The connector of an integration; null where there are no credentials for it. Called from many threads at once, also inside of <see cref="StateFile.Together{T}"/>.</summary>
    Connector? Connect(Integration integration);
}
