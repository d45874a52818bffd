using System.Text.Json;
using Connectors.Runtime.Capabilities;
using Connectors.Server.Http;
using Connectors.Server.Layout;
using Connectors.Server.State;
using Connectors.Server.Wire;
using Connectors.Sync.Serving;

namespace Connectors.Server.Reads;

/// <summary>Answers a list.</summary>
internal sealed class ListHandler(ListEndpoint list, ReaderPool readers, ServedStore served, Cursors cursors, IShownFields fields, UnreadModel unread)
{
    /// <summary>Answers a request for an integration that may be read.</summary>
    public async Task AnswerAsync(HttpContext context, ServedIntegration integration)
    {
        var capability = integration.Connector.Model(list.Shape.Model);
        if (capability?.Coverage != Coverage.Supported)
        {
            throw new ApiException(
                StatusCodes.Status404NotFound,
                ApiCode.ModelNotAvailable,
                "The model is not available",
                $"{integration.Connector.Name} does not cover {list.Shape.Model}.{(capability?.Reason is { } reason ? " " + reason : "")}");
        }

        var query = ListQuery.Read(list, context.Request.Query);
        var identity = query.Identity(list.Path, integration.PublicId);
        var after = query.Cursor is { } cursor ? cursors.Read(identity, cursor) : (PagePosition?)null;
        using var buffer = new PooledBuffer();
        await readers.UseAsync(
            reader => Write(buffer, query, identity, after, integration, new RecordSession(reader, integration.Stored, integration.Connector, fields)),
            query.UpdatedAfter is null ? null : CatchUp,
            context.RequestAborted).ConfigureAwait(false);
        await ApiAnswer.SendAsync(context, StatusCodes.Status200OK, buffer).ConfigureAwait(false);
    }

    // What changed has to have touched what it is shown in before anybody asks for that.
    private void CatchUp(RecordReader reader)
    {
        if (reader.IsBehind)
        {
            served.CatchUp();
        }
    }

    private void Write(PooledBuffer buffer, ListQuery query, string identity, PagePosition? after, ServedIntegration integration, RecordSession session)
    {
        if (session.Model(list.Shape.Model) is not { Synced: true } model)
        {
            throw unread.Answer(integration, list.Shape.Model);
        }

        var wanted = new RecordQuery
        {
            // One more tells whether there is a next page.
            Size = query.Size + 1,
            After = after,
            TouchedSince = query.UpdatedAfter?.ToUnixTimeMilliseconds(),
            IncludeDeleted = query.IncludeDeleted,
            Raw = session.OffersPayload(list.Shape.Model) || session.NeedsPayload(list.Shape.Model),
            Filters = query.Filters(session),
        };
        ApiAnswer.Write(buffer, writer => WritePage(writer, query.Size, identity, wanted, model, session));
    }

    private void WritePage(Utf8JsonWriter writer, int size, string identity, RecordQuery wanted, StoredModel model, RecordSession session)
    {
        using var rows = session.Reader.Page(model, wanted);
        var (written, last, more) = (0, default(PagePosition), false);
        writer.WriteStartObject();
        writer.WriteStartArray("results"u8);
        while (rows.Next())
        {
            if (written == size)
            {
                more = true;
                break;
            }

            list.Shape.Write(writer, rows.Row, session);
            last = rows.Position;
            written++;
        }

        writer.WriteEndArray();
        writer.WriteString("next"u8, more ? cursors.Write(identity, last) : null);
        writer.WriteEndObject();
    }
}
