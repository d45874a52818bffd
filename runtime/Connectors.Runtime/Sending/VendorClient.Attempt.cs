using System.Collections.Immutable;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Files;
using Connectors.Runtime.Formats;
using Connectors.Runtime.Replies;
using Connectors.Runtime.Requests;
using Connectors.Runtime.Telemetry;
using Polly;

namespace Connectors.Runtime.Sending;

internal sealed partial class VendorClient
{
    /// <summary>One try at a request: a turn, the message, the reply, the judgement.</summary>
    private sealed record Attempt(VendorClient Client, VendorRequest Request, ImmutableArray<ReplyRule> Rules, ImmutableArray<OpenSession> Sessions, Origin Origin)
    {
        private const int MostRedirects = 5;

        public static readonly ResiliencePropertyKey<Attempt> Key = new("connectors.attempt");

        public async ValueTask<Reply> RunAsync(CancellationToken cancellationToken)
        {
            var pace = Client._paces[Request.Plan.Api];
            using var turn = await pace.EnterAsync(Request.Endpoint, cancellationToken).ConfigureAwait(false);
            Request.Kept?.Clear();
            using var activity = ConnectorTelemetry.Begin(Origin);
            var clock = Client._options.Clock;
            var started = clock.GetTimestamp();
            var (status, failed) = ("none", true);
            SentRequest? sent = null;
            try
            {
                using var message = Client._builder.Build(Request);
                Sign(message, cancellationToken);
                Note(open: true);
                sent = Client._options.Sent is null ? null : Describe(message);
                var reply = await ExchangeAsync(message, cancellationToken).ConfigureAwait(false);
                status = reply.Status.ToString(System.Globalization.CultureInfo.InvariantCulture);
                sent = sent is null ? null : sent with { Status = reply.Status, Bytes = reply.Succeeded && Request.Into?.File is { } file ? file.Length : reply.Length };
                if (Client._announced[Request.Plan.Api] is { } announced && Client._judge.Announced(reply, announced) is { } pause)
                {
                    pace.Pause(pause);
                }

                if (OpenSession.Expired(Sessions, reply) is { } expired)
                {
                    reply.Dispose();
                    Note(open: false);
                    throw new StaleSessionException(expired);
                }

                if (Client._judge.Judge(reply, Rules, Request.Endpoint, Request.Repeatable) is { } error)
                {
                    reply.Dispose();
                    // What the spec has sent again was not done.
                    Note(open: reply.Rule?.Retry != true && error.Error is ConnectorError.Unavailable or ConnectorError.UnexpectedPayload);
                    if (error is { Repeatable: true, RetryAfter: { } wait })
                    {
                        pace.Pause(wait);
                    }

                    throw error;
                }

                failed = false;
                return reply;
            }
            catch (ConnectorException e) when (sent is not null)
            {
                sent = sent with { Error = e.Error };
                throw;
            }
            finally
            {
                var took = clock.GetElapsedTime(started);
                ConnectorTelemetry.End(Origin, activity, took, status, failed);
                if (sent is not null)
                {
                    Client._options.Sent!(sent with { Took = took });
                }
            }
        }

        private SentRequest Describe(HttpRequestMessage message) =>
            new() { Purpose = Origin.Model, Method = message.Method.Method, Endpoint = Origin.Endpoint, Address = Client._redactor.Hide(message.RequestUri!.AbsoluteUri) };

        private void Sign(HttpRequestMessage message, CancellationToken cancellationToken)
        {
            if (Request.Credentials.Signatures.IsEmpty)
            {
                return;
            }

            var request = new RequestToSign(message, Request.Connection ?? Client._connection, Client._options.Clock.GetUtcNow(), cancellationToken);
            try
            {
                foreach (var signature in Request.Credentials.Signatures)
                {
                    signature.Sign(request);
                }
            }
            catch (UnreadableFileException e) when (Client.Explained(e, Request.Endpoint, cancellationToken) is { } explained)
            {
                throw explained;
            }
        }

        private void Note(bool open)
        {
            if (Request.Delivery is { } delivery)
            {
                delivery.IsOpen = open;
            }
        }

        private async Task<Reply> ExchangeAsync(HttpRequestMessage message, CancellationToken cancellationToken)
        {
            try
            {
                return await TakeAsync(message, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (Client.Explained(e, Request.Endpoint, cancellationToken, Request.Repeatable) is { } explained)
            {
                if (NeverArrives(e) || e is UnreadableFileException)
                {
                    Note(open: false);
                }

                throw explained;
            }
        }

        private async Task<Reply> TakeAsync(HttpRequestMessage message, CancellationToken cancellationToken)
        {
            var options = Client._options;
            var started = options.Clock.GetTimestamp();
            using var timeout = new CancellationTokenSource(options.Timeout, options.Clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
            var (response, address) = await FollowAsync(message, either.Token).ConfigureAwait(false);
            if (Request.Kept is { } kept)
            {
                await kept.TakeAsync(response, address, either.Token).ConfigureAwait(false);
            }

            if (IsXml(response))
            {
                // It may be larger than memory. What is left of it is read by whoever reads its records, after this turn: a reader that waits for
                // another request, for the children of a record, must not keep that from being sent.
                return await Reply.OpenAsync(response, address, Request.Plan, options, options.Timeout - options.Clock.GetElapsedTime(started), cancellationToken).ConfigureAwait(false);
            }

            if (Request is { TakesRows: true, Plan.Format: RowFormat rows } && response.IsSuccessStatusCode)
            {
                return await Reply.OpenAsync(response, address, rows, options, options.Timeout - options.Clock.GetElapsedTime(started), cancellationToken).ConfigureAwait(false);
            }

            using (response)
            {
                if (Request.Into is { } into && response.IsSuccessStatusCode)
                {
                    await ReceiveAsync(into, response, either.Token).ConfigureAwait(false);
                }

                var reply = await Reply.ReadAsync(response, address, options.LargestReply, either.Token).ConfigureAwait(false);
                if (Request.Plan.Format is { } format)
                {
                    reply.Unfold(format, options.DeepestReply);
                }

                return reply;
            }
        }

        // Not compressed was asked for, but a store of files may have them compressed and say so. An empty body is left for whoever judges the reply.
        private async Task ReceiveAsync(ReceivedFile into, HttpResponseMessage response, CancellationToken cancellationToken)
        {
            var content = response.Content;
            var body = ReplyBytes.Decompressed(await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), content);
            await using (body.ConfigureAwait(false))
            {
                try
                {
                    await into.TakeAsync(body, content.Headers.ContentType?.MediaType, Client._options.LargestFile, cancellationToken).ConfigureAwait(false);
                }
                catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
                {
                    throw new UnreadableReplyException("the reply is not compressed as it says");
                }
            }

            response.Content = new ByteArrayContent([]);
        }

        // Where the contract has no answer in XML, what says no may still be.
        private bool IsXml(HttpResponseMessage response) =>
            Request.Plan.Soap is not null || (Request.Plan.Xml is { } xml && (!response.IsSuccessStatusCode || (xml.Root is not null && Request.Into is null)));

        // A redirect is the vendor's own word on where its data is; it is followed only where the spec says so, and never away from the connector's hosts.
        /// <returns>The reply, and the address that was asked in the end, where the addresses in it start from.</returns>
        private async Task<(HttpResponseMessage Response, Uri Address)> FollowAsync(HttpRequestMessage message, CancellationToken cancellationToken)
        {
            var address = message.RequestUri!;
            var response = await SendAsync(message, cancellationToken).ConfigureAwait(false);
            for (var hops = 0; Client._definition.FollowsRedirects && hops < MostRedirects && Redirect(message.Method, address, response) is { } target; hops++)
            {
                response.Dispose();
                // The handler has done with the first message; a body is made anew, where it is sent again at all.
                using var next = Client._builder.Build(Request with { Address = target });
                Sign(next, cancellationToken);
                address = next.RequestUri!;
                response = await SendAsync(next, cancellationToken).ConfigureAwait(false);
            }

            return (response, address);
        }

        private Uri? Redirect(HttpMethod method, Uri from, HttpResponseMessage response) =>
            (response.StatusCode is System.Net.HttpStatusCode.TemporaryRedirect or System.Net.HttpStatusCode.PermanentRedirect
                || (method == HttpMethod.Get && response.StatusCode is System.Net.HttpStatusCode.MovedPermanently or System.Net.HttpStatusCode.Found or System.Net.HttpStatusCode.SeeOther))
            && response.Headers.Location is { } location && Uri.TryCreate(from, location, out var address) && Client._builder.Addresses.Allows(address)
                ? address
                : null;

        private Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken) =>
            // An HttpClient would take the whole body in before we could bound it.
            Client._http is HttpClient client
                ? client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
                : Client._http.SendAsync(message, cancellationToken);
    }
}
