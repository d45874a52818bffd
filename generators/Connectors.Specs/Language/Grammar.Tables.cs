namespace Connectors.Specs.Language;

public static partial class Grammar
{
    private static MappingShape Table => new("table", "A small list of the vendor's that is read once in a run, when a value is first looked up in it: statuses, countries, sources, definitions of custom fields. A key that it has no row for gives no value and is listed in the report of the run.", Keys(
        RequestKeys,
        [
            Must("records", Path, "Where its rows stand in the reply; `.` when the reply is the list."),
            Must("key", Path, "What a row is found by, within the row. Two rows with the same key end the read with an error."),
            Page(),
            May("on", new Shape.List(Is("on")), "What replies mean for this request."),
        ]))
    {
        Choice = Names("get", "post", "call"),
        Example = """
            tables:
              departments: { get: /lists/departments, records: items, key: id }
            """,
    };
}
