namespace Connectors.Specs.Model;

/// <summary>A place in vendor data: <c>applicant.uuid</c>, <c>links[rel=apply].href</c>, <c>parent.remote_id</c>.</summary>
/// <param name="Root">What the path starts from.</param>
/// <param name="Steps">The way down; empty for the root itself (written <c>.</c>).</param>
/// <param name="Type">The JSON type the contract gives the value.</param>
public sealed record VendorPath(PathRoot Root, EquatableArray<PathStep> Steps, JsonKind Type)
{
    /// <summary>The path as a spec writes it.</summary>
    public string Text => Root switch
    {
        PathRoot.Parent => Steps.Count == 0 ? "parent.remote_id" : "parent.remote_id." + Join(),
        PathRoot.Detail => Steps.Count == 0 ? "detail" : "detail." + Join(),
        PathRoot.Fault => Steps.Count == 0 ? "fault" : "fault." + Join(),
        _ => Steps.Count == 0 ? "." : Join(),
    };

    private string Join()
    {
        var text = new System.Text.StringBuilder();
        foreach (var step in Steps)
        {
            if (step is PathStep.Property or PathStep.Values or PathStep.Key && text.Length > 0)
            {
                text.Append('.');
            }

            text.Append(step.Text);
        }

        return text.ToString();
    }
}

/// <summary>What a path starts from.</summary>
public enum PathRoot
{
    /// <summary>The record's own payload, or inside <c>each</c> the item's.</summary>
    Payload,

    /// <summary>The vendor's id of the parent record; with a step <c>1</c> or <c>2</c>, that part of an id of two parts.</summary>
    Parent,

    /// <summary>The payload that <c>lookup</c> fetched for the record.</summary>
    Detail,

    /// <summary>
    /// The SOAP fault that a reply holds, in rules on replies; without a step the fault itself. The first step is <c>code</c> (the local name of the fault's code: <c>Client</c>,
    /// <c>Sender</c>), <c>subcode</c> (that of the subcode of SOAP 1.2; in 1.1 what follows the first dot of the code), <c>text</c> (the reason) or <c>detail</c>,
    /// whose members are the elements in the fault's detail. These first steps have no XML node of their own, since they differ by version.
    /// </summary>
    Fault,
}

/// <summary>One step of a path.</summary>
public abstract record PathStep
{
    private protected PathStep() { }

    /// <summary>The step as a spec writes it.</summary>
    public abstract string Text { get; }

    /// <summary>A member of an object; in XML with the node it is.</summary>
    /// <param name="Name">The name as the spec writes it.</param>
    /// <param name="Xml">What it is in XML; null in JSON.</param>
    public sealed record Property(string Name, XmlNode? Xml = null) : PathStep
    {
        /// <inheritdoc/>
        public override string Text => Name;
    }

    /// <summary>An item of a list by position, from 0.</summary>
    public sealed record Index(int Position) : PathStep
    {
        /// <inheritdoc/>
        public override string Text => $"[{Position}]";
    }

    /// <summary>The first item whose member has the value: <c>[rel=apply]</c>.</summary>
    /// <param name="Member">The member.</param>
    /// <param name="Value">Its value.</param>
    /// <param name="Xml">What the member is in XML; null in JSON.</param>
    public sealed record Where(string Member, string Value, XmlNode? Xml = null) : PathStep
    {
        /// <inheritdoc/>
        public override string Text => $"[{Member}={Value}]";
    }

    /// <summary>The values of an object as a list: <c>*</c>.</summary>
    /// <param name="Rest">Whether those that other paths of the same values name are left out.</param>
    public sealed record Values(bool Rest = false) : PathStep
    {
        /// <inheritdoc/>
        public override string Text => "*";
    }

    /// <summary>The name that a value of an object has in it: <c>@key</c>, of an item of <see cref="Values"/>.</summary>
    public sealed record Key : PathStep
    {
        /// <summary>How a spec writes it.</summary>
        public const string Word = "@key";

        /// <inheritdoc/>
        public override string Text => Word;
    }

    /// <summary>All items: <c>[]</c>; allowed where a list is taken.</summary>
    public sealed record All : PathStep
    {
        /// <inheritdoc/>
        public override string Text => "[]";
    }
}

/// <summary>The JSON type of a value, as a contract declares it.</summary>
public enum JsonKind
{
    /// <summary>Anything: the contract gives no type.</summary>
    Any,

    /// <summary>A text.</summary>
    String,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number.</summary>
    Number,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>An object.</summary>
    Object,

    /// <summary>A list.</summary>
    Array,
}
