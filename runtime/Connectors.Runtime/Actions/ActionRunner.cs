using System.Collections.Immutable;
using Connectors.Runtime.Connections;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Files;
using Connectors.Runtime.Sending;
using Connectors.Runtime.Telemetry;

namespace Connectors.Runtime.Actions;

/// <summary>
/// Does the actions of one account: (1) checks the input, (2) resolves ids, answers and files, (3) refuses with all that was found, and only then (4) sends
/// the steps. Nothing is sent to the vendor before the third.
/// </summary>
internal sealed class ActionRunner(ConnectorDefinition definition, ConnectionValues connection, VendorClient client, ConnectorOptions options)
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
            var checkedFindings = plan.Check(input);
            await using var resolution = new ActionResolution(plan, wanted.Resolver, _files, options, checkedFindings, cancellationToken);
            var resolved = await input.ResolveAsync(resolution).ConfigureAwait(false);
            ImmutableArray<Finding> findings = [.. checkedFindings ?? [], .. resolution.Found ?? []];
            if (findings.Any(f => !wanted.Lenient || f.Kind != FindingKind.Unsupported))
            {
                throw new InputRefusedException(plan.Name, findings);
            }

            outcome = "failed";
            var made = await SendAsync(plan, input, resolved, wanted, cancellationToken).ConfigureAwait(false);
            outcome = "done";
            return new ActionReply(made, findings);
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

    private async Task<ImmutableArray<MadeRecord>> SendAsync(ActionPlan plan, ActionInput given, ActionInput resolved, ActionOptions wanted, CancellationToken cancellationToken)
    {
        var progress = await ActionProgress.OpenAsync(plan, given, wanted, cancellationToken).ConfigureAwait(false);
        try
        {
            var scope = new ActionScope(connection, wanted.SourceName, progress.Taken);
            var sender = new StepSender(client, plan.Name, resolved, scope, progress);
            foreach (var step in plan.Steps)
            {
                if (!progress.Taken.ContainsKey(step.Name))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    await sender.SendAsync(step, cancellationToken).ConfigureAwait(false);
                }
            }

            return progress.Made;
        }
        finally
        {
            await progress.CloseAsync().ConfigureAwait(false);
        }
    }
}
