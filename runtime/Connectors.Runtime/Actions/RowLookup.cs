using Connectors.Runtime.Reading;
using Connectors.Runtime.Requests;

namespace Connectors.Runtime.Actions;

/// <summary>An input that stands for a row of a table of the vendor's, of which another value is sent: the id of a source by its name.</summary>
public sealed record RowLookup
{
    /// <summary>The input: <c>source.name</c>.</summary>
    public required string Input { get; init; }

    /// <summary>The list of the vendor's that the row stands in.</summary>
    public required ReadSource Table { get; init; }

    /// <summary>Dotted path of what the text is compared with in a row, capitals and small letters being the same.</summary>
    public required string By { get; init; }

    /// <summary>Dotted path of what is sent, in a row.</summary>
    public required string Take { get; init; }

    /// <summary>The text of a resolved input; null where none is given.</summary>
    public required Func<ActionInput, ActionScope, string?> Text { get; init; }

    /// <summary>Whether nothing is sent for a text without a row; otherwise such a text is refused, unless its row is made.</summary>
    public bool Omit { get; init; }

    /// <summary>Makes a row for a text that has none; null where none is made.</summary>
    public RowMaker? Make { get; init; }
}

/// <summary>Makes a row that a table of the vendor's does not have.</summary>
/// <param name="Request">The request; the text is its <see cref="RequestScope.Each"/>.</param>
/// <param name="Take">What is sent of the reply.</param>
public sealed record RowMaker(RequestPlan Request, TakenValue Take);
