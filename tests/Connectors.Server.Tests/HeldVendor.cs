namespace Connectors.Server.Tests;

/// <summary>Stands before a vendor that is played: holds requests back, or answers them in its place.</summary>
internal sealed class HeldVendor
{
    // Of all tests; nothing of theirs is kept in it.
    private static readonly SocketsHttpHandler Http = new() { AllowAutoRedirect = false, UseCookies = false };

    private TaskCompletionSource _open = Opened();
    private TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Answers a request in the vendor's place; null leaves it to the vendor.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage?> Answer { get; set; } = static _ => null;

    /// <summary>A server whose connectors of a vendor ask here.</summary>
    public ServerOptions Before(string slug, ServerOptions options) => options with
    {
        Connectors = [.. options.Connectors.Select(shipped => shipped.Definition.Descriptor.Slug != slug ? shipped : shipped with
        {
            Create = (connection, o) => shipped.Create(connection, o with { Http = new HttpMessageInvoker(new Gate(this)) }),
        })],
    };

    /// <summary>Holds every request back from now on.</summary>
    public void Hold() =>
        (_open, _asked) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>Waits until a request is held back.</summary>
    public Task AskedAsync() => _asked.Task.WaitAsync(TimeSpan.FromMinutes(2));

    /// <summary>Lets all requests go on.</summary>
    public void Release() => _open.TrySetResult();

    private static TaskCompletionSource Opened()
    {
        var open = new TaskCompletionSource();
        open.SetResult();
        return open;
    }

    private sealed class Gate(HeldVendor vendor) : DelegatingHandler(Http)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            vendor._asked.TrySetResult();
            await vendor._open.Task.WaitAsync(cancellationToken);
            return vendor.Answer(request) ?? await base.SendAsync(request, cancellationToken);
        }
    }
}
