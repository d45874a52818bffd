using Connectors.Runtime.Requests;

namespace Connectors.Runtime.Reading;

/// <summary>A vendor's list that a connection field is chosen from.</summary>
/// <param name="Field">The field.</param>
/// <param name="Request">Asks for it; needs every other value of the connection.</param>
/// <param name="Records">Dotted path of the list in the reply; empty where the reply is the list.</param>
/// <param name="Value">What the field becomes, within a record.</param>
/// <param name="Label">What people see, within a record.</param>
/// <param name="Paging">How the list is paged; null where one reply has it all.</param>
public sealed record ChoicePlan(string Field, RequestPlan Request, string Records, string Value, string Label, ListPaging? Paging = null);
