using System.Globalization;
using Connectors.Sandbox.Data;

namespace Connectors.Sandbox.Shapes;

/// <summary>Where in a reply a shape stands.</summary>
/// <param name="Path">The way from the record or the reply.</param>
/// <param name="Records">The model of the record; null outside of records.</param>
/// <param name="Depth">How deep.</param>
internal sealed record Site(string Path, Population? Records, int Depth)
{
    /// <summary>The model of questions that the place is an answer to.</summary>
    public Population? About { get; init; }

    /// <summary>The case that answers have when no question is known.</summary>
    public string? FirstAnswer { get; init; }

    /// <summary>Whether a list here has at least one item.</summary>
    public bool Some { get; init; }

    /// <summary>Tells the chance of this place from that of others.</summary>
    public ulong Salt { get; } = Dice.Of(Path);

    /// <summary>The last name of the path; items of a list have that of the list.</summary>
    public string Name { get; } = Path.Split('/').Last(n => n != "[]");

    /// <summary>The model of questions that a precondition or an answer at this place is about.</summary>
    public Population? SubjectIn(World world) => About ?? (Records is { } records ? world.JoinedBy(records.Model) : null);

    /// <summary>A place below.</summary>
    public Site Below(string name) => new(string.Create(CultureInfo.InvariantCulture, $"{Path}/{name}"), Records, Depth + 1) { About = About, FirstAnswer = FirstAnswer };
}
