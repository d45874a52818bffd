namespace Connectors.Sandbox.Actions;

/// <summary>Every request of an action in the order they came. Safe to use from any thread.</summary>
internal sealed class Journal
{
    private readonly Lock _lock = new();
    private readonly List<ReceivedRequest> _requests = [];

    /// <summary>Notes a request.</summary>
    public void Add(ReceivedRequest request)
    {
        lock (_lock)
        {
            _requests.Add(request);
        }
    }

    public IReadOnlyList<ReceivedRequest> Of(string action, string step)
    {
        lock (_lock)
        {
            return [.. _requests.Where(r => r.Step == step && r.Actions.Contains(action))];
        }
    }
}
