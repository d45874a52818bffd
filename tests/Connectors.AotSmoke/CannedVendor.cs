using System.Net;
using System.Text;

namespace Connectors.AotSmoke;

/// <summary>A vendor that answers every request with the same reply for its path, so that the program needs no network.</summary>
internal sealed class CannedVendor : HttpMessageHandler
{
    private static readonly Dictionary<string, string> Replies = new(StringComparer.Ordinal)
    {
        ["/jobs"] = """
            {"jobs":[{"id":7,"title":{"en":"Baker","fi":"Leipuri"},"texts":{"body":{"en":"Bread and more"}},"status":"published",
            "channels":["external"],"links":[{"rel":"apply","href":"https://jobs.example/7"}],"custom":[],
            "publication":{"starts":"2026-03-29 09:00","ends":null}}],"meta":{"pagination":{"total_pages":1,"total_count":1}}}
            """,
        ["/applicants"] = """
            {"data":[{"uuid":"c-1","name":{"first":"Aino","last":"Laine"},"email":"aino@example.com","phones":[],"address":{"country":"Finland"},"custom":[]}],"has_more":false}
            """,
        ["/recruitment-phases"] = """[{"id":1,"name":{"en":"New"},"order":0}]""",
        ["/jobs/7/applications"] = """
            {"items":[{"application_no":"2026-00017","state":"open","phase_id":1,"applicant":{"uuid":"c-1"},"answers":[{"field_id":101,"checked":true}]}],"total":1}
            """,
        ["/jobs/7/form"] = """{"fields":[{"id":101,"position":1,"mandatory":true,"type":"yesno","label":{"en":"Driving licence?"}}]}""",
    };

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(Replies.TryGetValue(request.RequestUri!.AbsolutePath, out var reply)
            ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(reply, Encoding.UTF8, "application/json"), RequestMessage = request }
            : new HttpResponseMessage(HttpStatusCode.NotFound) { RequestMessage = request });
}
