using Connectors.Server.OpenApi;
using Microsoft.OpenApi;

namespace Connectors.Server.Passthrough;

/// <summary>What the path of passthrough requests does.</summary>
internal static class PassthroughOperations
{
    public static readonly ApiOperation Send = new("Passthrough", "Send a passthrough request to one of the vendor's APIs")
    {
        Description = "It is authenticated with the integration's credentials and goes nowhere but below the API's address. What the vendor answers is the data, whatever its status.",
        OfIntegration = true,
        Warns = true,
        Body = static _ => Schema.Input(
            ("method", Schema.Word("SOAP knows POST alone.", "GET", "POST", "PUT", "PATCH", "DELETE")),
            ("path", Schema.Text("Below the API's address: /jobs/4711. Of SOAP it is /.")),
            ("params?", Schema.Map("Query parameters.", Schema.Text())),
            ("headers?", Schema.Map("Headers; those that authenticate or belong to the connection are refused.", Schema.Text())),
            ("data?", Schema.Any("The body: a text is sent as it stands, everything else as JSON. Of SOAP it is the XML element in the envelope's Body.")),
            ("multipart_form_data?", Schema.List(Part(), "The body as a form, in place of data.")),
            ("response_as_base64?", Schema.Flag("Whether data of the answer is the vendor's body in base64.")),
            ("api_options?", Schema.Map("Of SOAP: operation_name.", Schema.Text()))),
        Data = static _ => Reply(),
    };

    private static OpenApiSchema Part() => Schema.Object(
        ("name", Schema.Text()),
        ("value", Schema.Any("A text; or a file as an object with name, content_type and either data, in base64, or data_url.")));

    private static OpenApiSchema Reply()
    {
        var reply = Schema.Object(
            ("url", Schema.Text("The address that was asked in the end, without credentials.")),
            ("status", Schema.Integer("The vendor's status.", 100, 999)),
            ("headers", Schema.Map("The vendor's headers: a text, or a list of texts where one came several times.")));
        reply.Properties!.Add("data", Schema.Any("The vendor's body: JSON as it stands, everything else as a text. Not there where it is empty."));
        return reply;
    }
}
