namespace Connectors.Runtime.Authorizing;

/// <summary>Turns to change what was granted to accounts, for a store that one process alone writes to: one at a time for every account. Safe for concurrent use.</summary>
/// <typeparam name="TAccount">What tells accounts apart.</typeparam>
public sealed class AccountTurns<TAccount>
    where TAccount : notnull
{
    private readonly Dictionary<TAccount, Queue> _queues = [];

    /// <summary>Waits for the turn.</summary>
    /// <param name="account">The account.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The turn, which ends with its disposal.</returns>
    public async ValueTask<IAsyncDisposable> TakeAsync(TAccount account, CancellationToken cancellationToken)
    {
        Queue? queue;
        lock (_queues)
        {
            if (!_queues.TryGetValue(account, out queue))
            {
                _queues.Add(account, queue = new Queue());
            }

            queue.Length++;
        }

        try
        {
            await queue.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
            return new Turn(this, account, queue);
        }
        catch
        {
            Leave(account, queue);
            throw;
        }
    }

    private void Leave(TAccount account, Queue queue)
    {
        lock (_queues)
        {
            if (--queue.Length == 0)
            {
                _queues.Remove(account);
                queue.Gate.Dispose();
            }
        }
    }

    private sealed class Queue
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        /// <summary>How many have the turn or wait for it.</summary>
        public int Length { get; set; }
    }

    private sealed class Turn(AccountTurns<TAccount> turns, TAccount account, Queue queue) : IAsyncDisposable
    {
        private int _ended;

        public ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 0)
            {
                queue.Gate.Release();
                turns.Leave(account, queue);
            }

            return default;
        }
    }
}
