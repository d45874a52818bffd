using System.Text.RegularExpressions;
using Connectors.Specs.Diagnostics;
using Connectors.Specs.Language;
using Connectors.Specs.Model;
using Connectors.Specs.Yaml;

namespace Connectors.Specs.Binding;

/// <summary>Binds the connection: its fields first, then what uses them.</summary>
internal sealed class ConnectionBinder(BindContext context, TemplateBinder templates, RequestBinder requests, TakeBinder takes, ReplyRuleBinder rules, SoapBinder soap)
{
    private static readonly TimeSpan PatternTime = TimeSpan.FromMilliseconds(100);

    /// <summary>The fields of the form; makes their names known to placeholders.</summary>
    public EquatableArray<ConnectionField> Fields(YamlMapping connection)
    {
        var fields = new List<ConnectionField>();
        foreach (var entry in connection.Entries("fields"))
        {
            if (!ScalarSyntax.IsName(entry.Key.Text))
            {
                context.Report(DiagnosticRules.Malformed, entry.Key, $"'{entry.Key.Text}' cannot be the name of a connection field; names have lower case letters, digits and underscores, a letter first.");
                continue;
            }

            context.ConnectionFields[entry.Key.Text] = entry.Key;
            if (entry.Value is YamlMapping field)
            {
                if (field.Flag("list"))
                {
                    context.ListFields.Add(entry.Key.Text);
                }

                fields.Add(Field(entry.Key.Text, field));
            }
        }

        return fields.ToEquatable();
    }

    /// <summary>How requests are authenticated; makes the places that it fills known to the requests bound later.</summary>
    public EquatableArray<AuthSpec> Auth(YamlMapping connection) =>
        connection.Items("auth").OfType<YamlMapping>().Select(AuthOf).OfType<AuthSpec>().ToEquatable();

    private AuthSpec? AuthOf(YamlMapping entry)
    {
        if (entry.Map("send") is { } send)
        {
            if (ParameterBinder.PlaceOf(send) is not { } at || send.Scalar("value") is not { } value)
            {
                return null;
            }

            CheckPlace(at.Node, at.Place);
            context.SentEverywhere.Add(at.Place);
            return new AuthSpec.Send(at.Place, templates.Bind(value));
        }

        if (entry.Map("session") is { } session)
        {
            return Session(session);
        }

        if (entry.Map("username_token") is { } token)
        {
            return UsernameToken(entry, token);
        }

        if (entry.Map("basic") is { } basic)
        {
            return basic.Scalar("user") is { } user && basic.Scalar("password") is { } password ? new AuthSpec.Basic(templates.Bind(user), templates.Bind(password)) : null;
        }

        return entry.Scalar("bearer") is { } bearer ? new AuthSpec.Bearer(templates.Bind(bearer)) : null;
    }

    private AuthSpec.UsernameToken? UsernameToken(YamlMapping entry, YamlMapping token)
    {
        if (context.Apis.Count > 0 && context.Apis.All(static a => a.Soap == 0))
        {
            context.Report(DiagnosticRules.IdleOption, entry.Entry("username_token")!.Key, "'username_token' stands in the header of SOAP envelopes, and no api of this transport speaks SOAP.");
        }

        return token.Scalar("user") is { } user && token.Scalar("password") is { } password
            ? new AuthSpec.UsernameToken(templates.Bind(user), templates.Bind(password), token.Flag("digest"))
            : null;
    }

    private AuthSpec.Session? Session(YamlMapping session)
    {
        if (session.Map("login") is not { } login || requests.Bind(login, new TemplateScope(), [], login: true) is not { } request)
        {
            return null;
        }

        var reply = requests.Taken(request);
        var taken = takes.Bind(session.Entries("take"), reply);
        var scope = new TemplateScope(Taken: session.Entries("take").Select(static e => e.Key.Text).ToList());
        var sent = session.OneOrMany("send").OfType<YamlMapping>().Select(send => Sent(send, scope)).OfType<SentValue>().ToEquatable();
        context.SentEverywhere.AddRange(sent.Select(static s => s.At));
        var stale = rules.Tests(session.Items("stale"), context.Contract?.Operations ?? default, "the contract's operations");
        return new AuthSpec.Session(request.Spec, taken, sent, stale, Lives(session)) { LivesFrom = LivesFrom(session, reply) };
    }

    private SentValue? Sent(YamlMapping send, TemplateScope scope)
    {
        if (ParameterBinder.PlaceOf(send) is not { } at || send.Scalar("value") is not { } value)
        {
            return null;
        }

        CheckPlace(at.Node, at.Place);
        return new SentValue(at.Place, new([templates.Bind(value, scope)]), ListStyle.Repeat);
    }

    private void CheckPlace(YamlScalar node, Place place)
    {
        if (place.Kind == PlaceKind.SoapHeader)
        {
            soap.CheckHeader(node, place);
        }
    }

    private SessionLife? LivesFrom(YamlMapping session, TakenReply reply)
    {
        if (session.Map("lives") is not { } lives || lives.Scalar("from") is not { } node || lives.Text("unit") is not { } unit
            || !Grammar.LifeUnits.TryGetValue(unit, out var seconds) || takes.Path(node, reply) is not { } path)
        {
            return null;
        }

        if (path.Type is not (JsonKind.Integer or JsonKind.Number or JsonKind.String or JsonKind.Any))
        {
            context.Report(DiagnosticRules.TypeMismatch, node, $"The contract has {PathBinder.Says(path.Type)} at '{node.Text}', which is no number of {unit}.");
        }

        return new SessionLife(path, seconds);
    }

    private int Lives(YamlMapping session)
    {
        if (session.Scalar("lives") is not { } lives)
        {
            return 0;
        }

        if (ScalarSyntax.Seconds(lives.Text) is { } seconds)
        {
            return seconds;
        }

        context.Report(DiagnosticRules.Malformed, lives, $"'{lives.Text}' is not a time span; write one like '30s', '5m' or '1h'.");
        return 0;
    }

    private ConnectionField Field(string name, YamlMapping field)
    {
        var options = field.Texts("options");
        foreach (var key in new[] { "default", "example" })
        {
            if (field.Scalar(key) is not { } value)
            {
                continue;
            }

            foreach (var text in field.Flag("list") ? value.Text.Split(',').Select(static t => t.Trim()) : [value.Text])
            {
                if (options.Count > 0 && !options.Contains(text))
                {
                    context.Report(DiagnosticRules.ConnectionFieldFault, value, $"The {key} '{text}' of '{name}' is not among its options{Suggest.Hint(text, options)}");
                }

                if (field.Scalar("pattern") is { } pattern && Matches(pattern, text) == false)
                {
                    context.Report(DiagnosticRules.ConnectionFieldFault, value, $"The {key} '{text}' of '{name}' does not match its pattern.");
                }
            }
        }

        if (field.Flag("secret") && field.Entry("default") is { } secret)
        {
            context.Report(DiagnosticRules.ConnectionFieldFault, secret.Key, $"'{name}' is a secret and cannot have a default.");
        }

        return new ConnectionField
        {
            Name = name,
            Label = field.Text("label") ?? name,
            Secret = field.Flag("secret"),
            Pattern = field.Scalar("pattern") is { } p && Matches(p, "") is not null ? p.Text : null,
            Example = field.Text("example"),
            Default = field.Text("default"),
            Options = options,
            List = field.Flag("list"),
        };
    }

    /// <summary>Whether the whole text matches; null when the pattern is none, which is reported, or takes too long.</summary>
    private bool? Matches(YamlScalar pattern, string text)
    {
        try
        {
            return Regex.IsMatch(text, $"^(?:{pattern.Text})$", RegexOptions.CultureInvariant, PatternTime);
        }
        catch (ArgumentException)
        {
            context.Report(DiagnosticRules.Malformed, pattern, $"'{pattern.Text}' is not a regular expression.");
            return null;
        }
        catch (RegexMatchTimeoutException)
        {
            context.Report(DiagnosticRules.Malformed, pattern, $"The pattern '{pattern.Text}' takes too long to match.");
            return null;
        }
    }
}
