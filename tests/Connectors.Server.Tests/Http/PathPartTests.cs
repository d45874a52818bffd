using Connectors.Server.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Connectors.Server.Tests.Http;

public sealed class PathPartTests : IAsyncLifetime
{
    private readonly WebApplication _app = WebApplication.CreateSlimBuilder().Build();

    public Task InitializeAsync()
    {
        _app.Urls.Add("http://127.0.0.1:0");
        _app.MapMethods("/v1/ats/{kind}/{id}/stage", ["GET"], context => context.Response.WriteAsync($"{PathParts.Of(context, "kind")} {PathParts.Of(context, "id")}"));
        return _app.StartAsync();
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Theory]
    [InlineData("remote%3A12%2F3", "remote:12/3")]
    [InlineData("remote%3A12%252F3", "remote:12%2F3")]
    [InlineData("remote:12%2f3%2F", "remote:12/3/")]
    [InlineData("100%25", "100%")]
    [InlineData("%C3%A4%20b%3Fc", "ä b?c")]
    [InlineData("plain", "plain")]
    public async Task What_is_escaped_in_a_part_is_read_once(string part, string meant)
    {
        using var http = new HttpClient();

        Assert.Equal($"applications {meant}", await http.GetStringAsync(new Uri($"{_app.Urls.First()}/v1/ats/applications/{part}/stage?a=/b/%2F")));
        Assert.Equal($"{meant} 1", await http.GetStringAsync(new Uri($"{_app.Urls.First()}/v1/ats/{part}/1/stage/")));
    }
}
