using System.Net.Mail;
using System.Text.Json;
using Connectors.Runtime.Capabilities;
using Connectors.Server.Http;
using Connectors.Server.State;

namespace Connectors.Server.Connect;

/// <summary>Reads what a link is asked for with. All that is wrong is said at once.</summary>
internal sealed class LinkInput(JsonElement body, string environment, ServedConnectors connectors)
{
    private const int LongestText = 500;

    private static readonly string[] Categories = ["HRIS", "ATS", "ASSESSMENT", "LMS"];

    private readonly List<string> _problems = [];

    /// <summary>Whether the page is shown inside of another one.</summary>
    public bool Embedded { get; private set; } = true;

    /// <summary>The language of the page.</summary>
    public string Language { get; private set; } = ConnectTexts.Default;

    /// <summary>Reads what a link for a new integration needs.</summary>
    /// <exception cref="ApiException">Something is wrong.</exception>
    public ConnectRequest ForNew()
    {
        var email = Text("end_user_email", required: true);
        if (email is not null && !(MailAddress.TryCreate(email, out var address) && address.Address == email))
        {
            _problems.Add("end_user_email: it is no e-mail address.");
        }

        var organization = Text("end_user_organization_name", required: true);
        var origin = Text("end_user_origin_id");
        var category = OneOf("integration_category", Categories) ?? Categories[0];
        var tools = connectors.Of(category).Select(r => r.Definition.Descriptor).ToList();
        if (tools.Count == 0)
        {
            var there = connectors.All.Select(r => r.Definition.Descriptor.Category.ToUpperInvariant()).Distinct().Order(StringComparer.Ordinal);
            _problems.Add($"integration_category: this server has no tools of {category}. It has some of {string.Join(", ", there)}; the default is {Categories[0]}.");
        }

        var tool = tools.Count == 0 ? null : OneOf("integration_tool", [.. tools.Select(t => t.Slug).Order(StringComparer.Ordinal)]);
        var places = Places(tools.Find(t => t.Slug == tool));
        if (Flag("enable_filtering"))
        {
            _problems.Add("enable_filtering: only integrations of HRIS are filtered.");
        }

        if (Flag("enable_field_mapping"))
        {
            _problems.Add("enable_field_mapping: this server has no such step. Fields are mapped on its dashboard, or with PUT /integrations/{id}/custom-fields/{custom_field_id}.");
        }

        Common(linkTypeRequired: false);
        Refuse();
        return new ConnectRequest { Organization = organization!, Email = email, OriginId = origin, Category = category, Tool = tool, Fixed = places };
    }

    /// <summary>Reads what a link for an integration that is there needs.</summary>
    /// <param name="linkTypeRequired">Whether the kind of the link has to be said.</param>
    /// <exception cref="ApiException">Something is wrong.</exception>
    public void ForExisting(bool linkTypeRequired)
    {
        Common(linkTypeRequired);
        Refuse();
    }

    private void Common(bool linkTypeRequired)
    {
        Language = OneOf("language", ConnectTexts.Languages) ?? ConnectTexts.Default;
        if (Text("scope_config_id") is { } scope && scope != environment)
        {
            _problems.Add("scope_config_id: the environment has no such scope config. The id of its only one is in GET /integrations/{id}.");
        }

        var type = OneOf("link_type", [LinkType.Embedded, LinkType.MagicLink]);
        if (type is null && linkTypeRequired && !_problems.Exists(p => p.StartsWith("link_type", StringComparison.Ordinal)))
        {
            _problems.Add("link_type: it is missing.");
        }

        Embedded = type != LinkType.MagicLink;
    }

    /// <summary>The value that an environment of the tool is chosen by.</summary>
    private Dictionary<string, string> Places(ConnectorDescriptor? tool)
    {
        var none = new Dictionary<string, string>();
        if (Text("remote_environment") is not { } wanted)
        {
            return none;
        }

        if (tool is null)
        {
            _problems.Add("remote_environment: it needs integration_tool.");
            return none;
        }

        var choices = tool.ConnectionFields.Where(f => !f.Parts.IsEmpty).ToList();
        if (choices.Find(f => f.Options.Contains(wanted)) is { } field)
        {
            return new Dictionary<string, string> { [field.Name] = wanted };
        }

        var known = choices.SelectMany(f => f.Options).ToList();
        _problems.Add($"remote_environment: {tool.Name} has {(known.Count == 0 ? "only one" : "these: " + string.Join(", ", known))}.");
        return none;
    }

    private void Refuse()
    {
        if (_problems.Count > 0)
        {
            throw ApiException.Input(string.Join(' ', _problems));
        }
    }

    private string? Text(string name, bool required = false)
    {
        if (!body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            if (required)
            {
                _problems.Add($"{name}: it is missing.");
            }

            return null;
        }

        if (value.ValueKind != JsonValueKind.String || value.GetString() is not { Length: > 0 and <= LongestText } text || text.Any(char.IsControl) || text.Trim().Length == 0)
        {
            _problems.Add($"{name}: expected a text of 1 to {LongestText} characters in one line.");
            return null;
        }

        return text;
    }

    private string? OneOf(string name, IReadOnlyList<string> options)
    {
        var text = Text(name);
        if (text is null || options.Contains(text))
        {
            return text;
        }

        _problems.Add($"{name}: it is one of {string.Join(", ", options)}.");
        return null;
    }

    private bool Flag(string name)
    {
        if (!body.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Null or JsonValueKind.False)
        {
            return false;
        }

        if (value.ValueKind != JsonValueKind.True)
        {
            _problems.Add($"{name}: expected true or false.");
        }

        return value.ValueKind == JsonValueKind.True;
    }
}
