namespace Connectors.Emitter.Text;

/// <summary>Names of what is generated for a connector.</summary>
public static class ConnectorNames
{
    /// <summary>The namespace of a category's models and connectors: <c>Connectors.Ats</c>.</summary>
    public static string Namespace(string category) => "Connectors." + Naming.Pascal(category);

    /// <summary>The connector's class: <c>LauraConnector</c>. It has a static property <c>Registration</c> of type <c>ConnectorRegistration</c>.</summary>
    public static string Class(string slug) => Naming.Pascal(slug) + "Connector";

    /// <summary>The class with the plans of a connector's actions: <c>LauraActions</c>.</summary>
    public static string Actions(string slug) => Naming.Pascal(slug) + "Actions";

    /// <summary>The connector's class with its namespace: <c>global::Connectors.Ats.LauraConnector</c>.</summary>
    public static string Qualified(string slug, string category) => $"global::{Namespace(category)}.{Class(slug)}";
}
