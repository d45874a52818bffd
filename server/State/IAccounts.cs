using Connectors.Runtime;
using Connectors.Sync.Store;

namespace Connectors.Server.State;

/// <summary>Makes connectors for the accounts whose credentials the server has.</summary>
internal interface IAccounts
{
    /// <summary>The connector of an integration; null where there are no credentials for it.</summary>
    Connector? Connect(Integration integration);
}
