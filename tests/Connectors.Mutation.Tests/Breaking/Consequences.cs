namespace Connectors.Mutation.Tests.Breaking;

/// <summary>What may follow from a mistake elsewhere in the same file.</summary>
internal static class Consequences
{
    /// <summary>What stood under a key is not seen: keys and options are missing, names lead nowhere, nothing uses a field.</summary>
    public static string[] OfLostKey => ["CONN1002", "CONN2003", "CONN2006", "CONN2012", "CONN2015", "CONN2017", "CONN1005", "CONN2018", "CONN2020", "CONN2022", "CONN2041", "CONN3003", "CONN3004", "CONN3007", .. OfLostAction];

    /// <summary>Steps, inputs and what flows between them are not seen.</summary>
    private static string[] OfLostAction => ["CONN2008", "CONN2011", "CONN2023", "CONN2024", "CONN2027", "CONN2028", "CONN2030", "CONN2031"];

    /// <summary>The same, where the key is there.</summary>
    public static string[] OfLostValue => [.. OfLostKey, "CONN2019"];

    /// <summary>The second of two keys is bound where it is the one that the binder asks for first.</summary>
    public static string[] OfSecondChoice => ["CONN1005", "CONN2008", "CONN2017", "CONN2018", "CONN2028", "CONN2029", "CONN2030", "CONN2015", "CONN3001", "CONN3003", "CONN3006", "CONN3007"];

    /// <summary>A word is passed over, and with it what only it gave.</summary>
    public static string[] OfLostWord => ["CONN2008", "CONN2017", "CONN2018", "CONN3003"];

    /// <summary>A path cannot be read, so that nothing fills the place, and nothing is known of what is in it.</summary>
    public static string[] OfLostPlace => ["CONN2015", "CONN3002", "CONN3003", "CONN3007"];
}
