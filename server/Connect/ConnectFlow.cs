using Connectors.Runtime;
using Connectors.Runtime.Connections;
using Connectors.Server.Accounts;
using Connectors.Server.State;
using Connectors.Server.Webhooks;

namespace Connectors.Server.Connect;

/// <summary>Connects an account step by step.</summary>
/// <remarks>
/// (1) The person chooses a tool, unless the link does; (2) fills in its form, which is checked here and then at the vendor, where somebody may have to agree first
/// (<see cref="AgreementFlow"/>); (3) chooses from the vendor's own lists, where the form has such fields; (4) the account is connected (<see cref="ConnectEnd"/>).
/// </remarks>
internal sealed class ConnectFlow(Links links, AccountTest test, ConnectEnd end, ConnectorMaker maker, StoredAccounts accounts, IntegrationDirectory directory, StateFile file, IEvents events, PageAddress pages)
{
    /// <summary>What the form of a connector asks for: not what is chosen from the vendor's lists, nor what the link has fixed, nor what the server says itself.</summary>
    public IReadOnlyList<ConnectionFieldInfo> Form(ConnectVisit visit)
    {
        var own = maker.Own(visit.Connector!, maker.IsPlayed(visit.Connector!.Definition.Descriptor.Slug));
        return [.. visit.Connector.Definition.Descriptor.ConnectionFields.Where(f => !f.IsChosen && !visit.Link!.Request.Fixed.ContainsKey(f.Name) && !own.ContainsKey(f.Name))];
    }

    /// <summary>What comes next. Where the form asks for nothing, whoever has to agree can do so at once.</summary>
    public DraftStep StepOf(ConnectVisit visit) =>
        visit.Draft.Step == DraftStep.Form && ConnectorMaker.NeedsConsent(visit.Connector!) && Form(visit).Count == 0 ? DraftStep.Agree : visit.Draft.Step;

    /// <summary>Whether the customer brings an application of their own, which has to know where the vendor sends people back to.</summary>
    public bool BringsApplication(ConnectVisit visit) =>
        ConnectorMaker.NeedsConsent(visit.Connector!) && maker.Own(visit.Connector!, maker.IsPlayed(visit.Connector!.Definition.Descriptor.Slug)).Count == 0;

    /// <summary>What is chosen from the vendor's lists.</summary>
    public static IReadOnlyList<ConnectionFieldInfo> Chosen(ConnectVisit visit) => [.. visit.Connector!.Definition.Descriptor.ConnectionFields.Where(f => f.IsChosen)];

    /// <summary>Values that are shown before anything is filled in: those of an integration that is connected again.</summary>
    public IReadOnlyDictionary<string, string> Known(ConnectVisit visit) =>
        Existing(visit) is { } integration && accounts.Shown(integration.Stored) is { } shown ? shown : new Dictionary<string, string>();

    /// <summary>The integration that the link connects again; null where it has ended, or the link is for a new one.</summary>
    public ServedIntegration? Existing(ConnectVisit visit) =>
        visit.Link is { Request.Integration: { } id } link ? directory.Find(id, link.Environment) : null;

    /// <summary>Whether the link was to connect an integration again that has ended meanwhile.</summary>
    public bool HasEnded(ConnectVisit visit) => visit.Link?.Request.Integration is not null && Existing(visit) is null;

    /// <summary>Takes the choice of a tool; null goes back to the choice.</summary>
    public void Choose(ConnectVisit visit, string? tool)
    {
        if (visit.Link!.Request.Tool is null)
        {
            links.Keep(visit.Link, new ConnectDraft { Tool = visit.Connectors.Any(c => c.Definition.Descriptor.Slug == tool) ? tool : null });
        }
    }

    /// <summary>Goes back to the form.</summary>
    public void Reopen(ConnectVisit visit) => links.Keep(visit.Link!, new ConnectDraft { Tool = visit.Draft.Tool, Values = Public(visit, visit.Draft.Values) });

    /// <summary>Takes the form.</summary>
    /// <param name="visit">The visit.</param>
    /// <param name="given">What was filled in, by field.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The code of the integration, where it was made; null where the page has more to say.</returns>
    public async Task<string?> FillAsync(ConnectVisit visit, Func<string, string> given, CancellationToken cancellationToken)
    {
        var values = new Dictionary<string, string>(visit.Link!.Request.Fixed, StringComparer.Ordinal);
        var problems = new Dictionary<string, FieldProblem>(StringComparer.Ordinal);
        foreach (var field in Form(visit))
        {
            if (given(field.Name).Trim() is { Length: > 0 } value)
            {
                values[field.Name] = value;
            }

            if (Problem(field, values) is { } problem)
            {
                problems[field.Name] = problem;
            }
        }

        if (problems.Count > 0)
        {
            links.Keep(visit.Link, new ConnectDraft { Tool = visit.Draft.Tool, Values = Public(visit, values), Problems = problems });
            return null;
        }

        if (ConnectorMaker.NeedsConsent(visit.Connector!))
        {
            links.Keep(visit.Link, new ConnectDraft { Tool = visit.Draft.Tool, Values = values, Step = DraftStep.Agree });
            return null;
        }

        if (await test.RunAsync(visit, values, (connector, token) => UseAsync(visit, connector, token), cancellationToken).ConfigureAwait(false) is { } failure)
        {
            return Fail(visit, values, failure);
        }

        if (Chosen(visit).Count == 0)
        {
            return await FinishAsync(visit, values).ConfigureAwait(false);
        }

        links.Keep(visit.Link, new ConnectDraft { Tool = visit.Draft.Tool, Values = values, Step = DraftStep.Accepted });
        return null;
    }

    /// <summary>The vendor's lists, by field; a failure in the place of all of them where they cannot be read.</summary>
    public async Task<(IReadOnlyDictionary<string, IReadOnlyList<ConnectionChoice>> Lists, ConnectFailure? Failure)> ListsAsync(ConnectVisit visit, CancellationToken cancellationToken)
    {
        var lists = new Dictionary<string, IReadOnlyList<ConnectionChoice>>(StringComparer.Ordinal);
        var failure = await test.RunAsync(
            visit,
            visit.Draft.Values,
            async (connector, token) =>
            {
                foreach (var field in Chosen(visit))
                {
                    lists[field.Name] = await connector.ListChoicesAsync(field.Name, token).ConfigureAwait(false);
                }
            },
            cancellationToken).ConfigureAwait(false);
        return (lists, failure);
    }

    /// <summary>Takes what was chosen from the vendor's lists.</summary>
    /// <returns>The code of the integration, where it was made; null where the page has more to say.</returns>
    public async Task<string?> PickAsync(ConnectVisit visit, Func<string, string> given, CancellationToken cancellationToken)
    {
        var (lists, failure) = await ListsAsync(visit, cancellationToken).ConfigureAwait(false);
        if (failure is not null)
        {
            return Fail(visit, visit.Draft.Values, failure);
        }

        var values = new Dictionary<string, string>(visit.Draft.Values, StringComparer.Ordinal);
        var problems = new Dictionary<string, FieldProblem>(StringComparer.Ordinal);
        foreach (var field in Chosen(visit))
        {
            var value = given(field.Name);
            if (value.Length == 0 && !field.Optional)
            {
                problems[field.Name] = FieldProblem.Missing;
            }
            else if (value.Length > 0 && lists[field.Name].All(c => c.Value != value))
            {
                problems[field.Name] = FieldProblem.NoOption;
            }
            else if (value.Length > 0)
            {
                values[field.Name] = value;
            }
        }

        if (problems.Count > 0)
        {
            links.Keep(visit.Link!, visit.Draft with { Problems = problems });
            return null;
        }

        return await FinishAsync(visit, values).ConfigureAwait(false);
    }

    /// <summary>Sees whether an account works. Where the vendor's lists have to be asked first, because the first read needs what is chosen from them, they tell it as well.</summary>
    public static Task UseAsync(ConnectVisit visit, Connector connector, CancellationToken cancellationToken) =>
        connector.Definition.Check is null && Chosen(visit) is [var first, ..] ? connector.ListChoicesAsync(first.Name, cancellationToken) : connector.CheckAsync(cancellationToken);

    private static FieldProblem? Problem(ConnectionFieldInfo field, Dictionary<string, string> values)
    {
        var own = values.Where(v => v.Key == field.Name).ToDictionary(StringComparer.Ordinal);
        return ConnectionValues.TryCreate([field], own, out _, out _) ? null
            : own.Count == 0 ? FieldProblem.Missing
            : field.Options.IsEmpty ? FieldProblem.WrongForm
            : FieldProblem.NoOption;
    }

    private static Dictionary<string, string> Public(ConnectVisit visit, IReadOnlyDictionary<string, string> values)
    {
        var secret = visit.Connector!.Definition.Descriptor.ConnectionFields.Where(f => f.Secret).Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        return values.Where(v => !secret.Contains(v.Key)).ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>Goes back to the form and says why; secrets have to be filled in anew.</summary>
    /// <returns>Always null: no integration was made.</returns>
    public string? Fail(ConnectVisit visit, IReadOnlyDictionary<string, string> values, ConnectFailure failure) =>
        Fail(visit, new ConnectDraft { Tool = visit.Draft.Tool, Values = Public(visit, values), Failure = failure });

    /// <summary>Says why it did not work at the vendor, where the form is not to blame.</summary>
    /// <returns>Always null: no integration was made.</returns>
    public string? Stay(ConnectVisit visit, ConnectFailure failure) => Fail(visit, visit.Draft with { Failure = failure });

    private string? Fail(ConnectVisit visit, ConnectDraft draft)
    {
        var (link, tool) = (visit.Link!, visit.Connector!.Definition.Descriptor);
        links.Keep(link, draft);
        file.Together(() =>
        {
            events.Publish(link.Environment, ServerEvents.ConnectionFlowFailed(tool.Slug, tool.Category, link.Request.Organization, link.Request.Email, link.Request.OriginId, pages.Of("/integrations", link.Environment)));
            return true;
        });
        return null;
    }

    /// <summary>Uses the link up and connects the account.</summary>
    /// <returns>The code of the integration; null where the page has more to say.</returns>
    public async Task<string?> FinishAsync(ConnectVisit visit, IReadOnlyDictionary<string, string> values)
    {
        var (code, failure) = HasEnded(visit) ? (null, new ConnectFailure(FailureReason.Refused)) : await end.FinishAsync(visit, Existing(visit), values).ConfigureAwait(false);
        return failure is null ? code : Fail(visit, values, failure);
    }
}
