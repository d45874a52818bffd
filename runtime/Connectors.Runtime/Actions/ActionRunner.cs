using System.Collections.Immutable;
using Connectors.Runtime.Connections;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Files;
using Connectors.Runtime.Reading;
using Connectors.Runtime.Sending;
using Connectors.Runtime.Telemetry;

namespace Connectors.Runtime.Actions;

/// <summary>
/// Does the actions of one account: (1) checks the input, (2) asks the journal how far the idempotency key has come, (3) resolves ids, answers and files,
/// (4) refuses with all that was found, and only then (5) sends the steps. Nothing is sent to the vendor before the fifth.
/// </summary>
internal sealed class ActionRunner(ConnectorDefinition definition, ConnectionValues connection, VendorClient client, TableReader tables, ConnectorOptions options)
{
    private const int LongestKey = 255;

    private readonly FileFetcher _files = new(options);

    /// <summary>Does an action.</summary>
    public async Task<ActionReply> RunAsync(ActionPlan plan, ActionInput input, ActionOptions wanted, CancellationToken cancellationToken)
    {
        Require(plan, input, wanted);
        using var activity = ConnectorTelemetry.BeginAction(definition.Descriptor.Slug, plan.Name);
        var started = options.Clock.GetTimestamp();
        var outcome = "refused";
        try
        {
            var account = connection.With(wanted.Connection);
            var guarded = plan.Check(input);
            AddMissing(ref guarded, plan, account);
            var progress = await ActionProgress.OpenAsync(plan, input, Refuses(guarded, wanted) ? wanted with { Journal = null } : wanted, cancellationToken).ConfigureAwait(false);
            await using var _ = progress.ConfigureAwait(false);
            // What has all been sent before needs no files any more, whose addresses may have ended since.
            var scope = new ActionScope(account, wanted.SourceName, progress.Taken);
            await using var resolution = new ActionResolution(plan, wanted.Resolver, progress.IsDone(input, scope) ? null : _files, options, guarded, wanted.Lenient, cancellationToken);
            var resolved = await input.ResolveAsync(resolution).ConfigureAwait(false);
            var rows = new RowResolution(tables, client);
            var unknown = Refuses(guarded, wanted) ? [] : await rows.FindAsync(plan, resolved, scope, cancellationToken).ConfigureAwait(false);
            ImmutableArray<Finding> findings = [.. guarded ?? [], .. resolution.Found ?? [], .. unknown];
            if (Refuses(findings, wanted))
            {
                var refused = new InputRefusedException(plan.Name, findings);
                throw progress.HasChanged ? progress.Failed(refused, null) : refused;
            }

            outcome = "failed";
            scope = scope with { Rows = await rows.MakeAsync(plan.Name, cancellationToken).ConfigureAwait(false) };
            var made = await SendAsync(plan, resolved, progress, scope, cancellationToken).ConfigureAwait(false);
            outcome = "done";
            var reply = new ActionReply(made, findings) { Files = plan.Steps.Any(s => s.Gives is not null) ? progress.Files : null };
            var sent = plan.Covered(resolved);

            // What an earlier attempt changed may be something else at the vendor by now.
            return reply with { Records = [.. sent.Records(reply)], Changed = progress.HasSent ? sent.Changed() : null, IsRepeat = !progress.HasSent };
        }
        catch (PartialActionException)
        {
            outcome = "partial";
            throw;
        }
        catch (OperationCanceledException)
        {
            outcome = "canceled";
            throw;
        }
        finally
        {
            ConnectorTelemetry.EndAction(definition.Descriptor.Slug, plan.Name, activity, options.Clock.GetElapsedTime(started), outcome);
        }
    }

    private void Require(ActionPlan plan, ActionInput input, ActionOptions wanted)
    {
        if (!definition.Actions.Contains(plan))
        {
            throw new ArgumentException($"'{plan.Name}' is not an action of {definition.Descriptor.Slug}.", nameof(plan));
        }

        if (input.Action != plan.Name)
        {
            throw new ArgumentException($"The input is one of '{input.Action}', not of '{plan.Name}'.", nameof(input));
        }

        if (wanted.IdempotencyKey is { Length: 0 or > LongestKey })
        {
            throw new ArgumentException($"An idempotency key has 1 to {LongestKey} characters.", nameof(wanted));
        }
    }

    // What the account lacks for this action is told with all else that is wrong.
    private void AddMissing(ref Findings? findings, ActionPlan plan, ConnectionValues account)
    {
        foreach (var field in definition.Descriptor.ConnectionFields)
        {
            if (field.RequiredFor.Contains(plan.Name) && !account.Has(field.Name))
            {
                Findings.Add(ref findings, new InputPath("connection." + field.Name), FindingKind.Missing, $"The action needs '{field.Label}', which the connection does not have.");
            }
        }
    }

    private static bool Refuses(IReadOnlyList<Finding>? findings, ActionOptions wanted) =>
        findings?.Any(f => !wanted.Lenient || f.Kind != FindingKind.Unsupported) == true;

    private async Task<ImmutableArray<MadeRecord>> SendAsync(
        ActionPlan plan, ActionInput input, ActionProgress progress, ActionScope scope, CancellationToken cancellationToken)
    {
        foreach (var turn in StepTurn.Of(plan, input).Where(t => !progress.Taken.ContainsKey(t.Name)))
        {
            var own = scope with { Item = turn.Item, Time = options.Clock.GetUtcNow() };
            if (turn.Step.When?.Invoke(input, own) != false)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await new StepSender(client, plan.Name, input, own, progress, options).SendAsync(turn, cancellationToken).ConfigureAwait(false);
            }
        }

        return progress.Made;
    }
}
