using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using Connectors.Runtime.Files;

namespace Connectors.Server.Webhooks;

/// <summary>Sends what is queued, each endpoint's one after the other and the endpoints side by side, until it is taken: at least once, in no promised order.</summary>
internal sealed class WebhookSender(
    EventQueue queue, WebhookDeliveries deliveries, WebhookEndpoints endpoints, RetryTimes retries, HttpMessageInvoker http, TimeProvider clock, Action<Exception> unexpected) : BackgroundService
{
    /// <summary>The header with the signature.</summary>
    public const string SignatureHeader = "X-Kombo-Signature";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestRest = TimeSpan.FromHours(1);

    private readonly Dictionary<long, Task> _sending = [];
    private readonly Persistent _persistent = new(clock, unexpected);
    private DateTimeOffset _forgotten;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await _persistent.DoAsync(SendDueAsync, stoppingToken).ConfigureAwait(false);
        }

        await Task.WhenAll(_sending.Values).ConfigureAwait(false);
    }

    private async Task SendDueAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (now - _forgotten >= LongestRest)
        {
            deliveries.Forget();
            _forgotten = now;
        }

        foreach (var endpoint in deliveries.EndpointsDue(now).Where(e => !_sending.TryGetValue(e, out var task) || task.IsCompleted))
        {
            var sending = Task.Run(() => _persistent.DoAsync(token => SendAllAsync(endpoint, token), cancellationToken), CancellationToken.None);
            _sending[endpoint] = sending;

            // What was queued while this ended has woken nobody for this endpoint.
            _ = sending.ContinueWith(_ => queue.Wake(), TaskScheduler.Default);
        }

        await RestAsync(now, cancellationToken).ConfigureAwait(false);
    }

    // Until something is queued, an endpoint is done, or what failed is to be tried again.
    private async Task RestAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var rest = deliveries.NextDue(since) - clock.GetUtcNow() is { } next && next < LongestRest ? next : LongestRest;
        if (rest <= TimeSpan.Zero)
        {
            return;
        }

        using var time = new CancellationTokenSource(rest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        try
        {
            await queue.Woken.ReadAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It is time.
        }
    }

    private async Task SendAllAsync(long endpoint, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested && deliveries.Due(endpoint) is { } delivery)
        {
            if (await SendAsync(endpoint, delivery, cancellationToken).ConfigureAwait(false) is { } problem)
            {
                deliveries.Failed(delivery, problem, retries.After(delivery.QueuedAt, delivery.Attempts + 1, clock.GetUtcNow()));
            }
            else
            {
                deliveries.Delivered(delivery);
            }
        }
    }

    /// <summary>Sends an event once; what went wrong, in a sentence that shows nothing of the address, or null when it was taken.</summary>
    private async Task<string?> SendAsync(long endpoint, WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            if (deliveries.AddressOf(endpoint) is not { } address)
            {
                return "It was deleted.";
            }

            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(delivery.Body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
            request.Headers.TryAddWithoutValidation("User-Agent", "Connectors/1.0");
            request.Headers.TryAddWithoutValidation(SignatureHeader, endpoints.Sign(endpoint, delivery.Body));
            using var response = await http.SendAsync(request, either.Token).ConfigureAwait(false);
            return (int)response.StatusCode switch
            {
                >= 200 and < 300 => null,
                >= 300 and < 400 => FormattableString.Invariant($"It answered with the status {(int)response.StatusCode}; redirects are not followed."),
                _ => FormattableString.Invariant($"It answered with the status {(int)response.StatusCode}."),
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return FormattableString.Invariant($"It did not answer within {Timeout.TotalSeconds} s.");
        }
        catch (CryptographicException)
        {
            return "Its secret was sealed with keys that the server does not have any more. Make a new one.";
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
        {
            return e is RefusedAddressException || e.InnerException is RefusedAddressException
                ? "Its address leads to a machine that is not on the public internet."
                : "Its address cannot be reached.";
        }
    }
}
