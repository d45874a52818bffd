using System.Text;
using Connectors.Ats;
using Connectors.Runtime.Errors;
using Connectors.Runtime.Reading;

namespace Connectors.Constructs.Tests.Formats;

/// <summary>Lists whose records are lines or rows.</summary>
public sealed class RowTests
{
    private const string Lines = "{\"id\":1,\"name\":{\"first\":\"Aino\"}}\r\n\n  {\"id\":2,\"name\":{\"last\":\"Öst\"}}\n{\"id\":3}";
    private const string Rows = "Nr;Title;\"WeeklyHours\";Public;State\r\n1;\"Nurse; \"\"night\"\"\r\nshift\";37.5;true;open\r\n2;Cöök;;FALSE;closed\r\n";

    [Fact]
    public async Task Every_line_is_a_record()
    {
        var page = await LinesAsync(Lines);

        Assert.Empty(page.SetAside);
        Assert.Equal([("1", "Aino", null), ("2", null, "Öst"), ("3", null, null)], page.Records.Cast<Candidate>().Select(c => (c.RemoteId, c.FirstName, c.LastName)));
    }

    [Fact]
    public async Task No_lines_are_an_empty_list()
    {
        var page = await LinesAsync("");

        Assert.Equal((0, 0), (page.Elements, page.Records.Count));
    }

    [Fact]
    public async Task A_line_with_a_wrong_type_is_set_aside_alone()
    {
        var page = await LinesAsync("{\"id\":1,\"name\":[]}\n{\"id\":2}\n");

        Assert.Equal(("1", "name"), (Assert.Single(page.SetAside).Key?.First, page.SetAside[0].Path));
        Assert.Equal("2", Assert.Single(page.Records).Key.First);
    }

    [Theory]
    [InlineData("{\"id\":1}\n{\"id\":2,\"na", "cut short in line 2")]
    [InlineData("{\"id\":1}\n{\"id\":}\n{\"id\":3}\n", "line 2 of the reply is no JSON value")]
    [InlineData("{\"id\":1}{\"id\":2}\n", "line 1 of the reply is no JSON value")]
    public async Task A_line_that_is_no_value_refuses_the_reply(string body, string met) => Refused(met, await Assert.ThrowsAsync<ConnectorException>(() => LinesAsync(body)));

    [Fact]
    public async Task Columns_are_read_by_their_names_and_types()
    {
        var page = await RowsAsync(Rows);

        Assert.Empty(page.SetAside);
        Assert.Equal(
            [("1", "Nurse; \"night\"\r\nshift", 37.5m, "PUBLIC", "OPEN"), ("2", "Cöök", null, "INTERNAL", "CLOSED")],
            page.Records.Cast<Job>().Select(j => (j.RemoteId, j.Name, j.WeeklyHours, j.Visibility?.ToString().ToUpperInvariant(), j.Status?.ToString().ToUpperInvariant())));
    }

    [Theory]
    [InlineData("1;A;1;true", 4)]
    [InlineData("1;A;1;true;open;x", 6)]
    public async Task A_row_with_a_wrong_number_of_columns_is_set_aside(string row, int columns)
    {
        var page = await RowsAsync($"Nr;Title;WeeklyHours;Public;State\n{row}\n2;B;;;closed\n");

        Assert.Equal(("1", $"row 2 has {columns} columns where the first has 5"), (Assert.Single(page.SetAside).Key?.First, page.SetAside[0].Reason));
        Assert.Equal("2", Assert.Single(page.Records).Key.First);
        Assert.Equal(2, page.Elements);
    }

    [Fact]
    public async Task A_number_that_is_none_sets_the_row_aside()
    {
        var page = await RowsAsync("Nr;Title;WeeklyHours;Public;State\n1;A;about 30;true;open\n2;B;007;maybe;open\n3;C;-1.5e1;true;open\n");

        Assert.Equal([("1", "WeeklyHours"), ("2", "WeeklyHours")], page.SetAside.Select(s => (s.Key!.Value.First, s.Path)));
        Assert.Equal(-15m, ((Job)Assert.Single(page.Records)).WeeklyHours);
    }

    [Theory]
    [InlineData("Nr;Title;WeeklyHours;Public;State\n1;\"A;1;true;open\n", "a quote in row 2")]
    [InlineData("Nr;Title;WeeklyHours;Public;State\n1;\"A\"x;1;true;open\n", "a quote in row 2")]
    [InlineData("Nr;Title;WeeklyHours;Public;State\n1;A;1;true;open\n2;B;3", "cut short in row 3")]
    [InlineData("Nr;Title;Nr;Public;State\n", "two columns")]
    [InlineData("Nr;\"Title", "the first row")]
    public async Task Rows_that_break_off_refuse_the_reply(string body, string met) => Refused(met, await Assert.ThrowsAsync<ConnectorException>(() => RowsAsync(body)));

    [Fact]
    public async Task A_reply_in_another_charset_is_read()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

        var page = await Answered.ReadAsync("csv", "jobs", Encoding.GetEncoding(1252).GetBytes("Nr;Title\r\n1;Cöök\r\n"), "text/csv; charset=windows-1252");

        Assert.Equal("Cöök", ((Job)Assert.Single(page.Records)).Name);
    }

    [Fact]
    public async Task Whatever_the_lines_are_nothing_but_the_typed_error_is_thrown() => Assert.True(await Mutations.SurviveAsync("json_lines", "candidates", Lines, "application/x-ndjson", 1000) > 100);

    [Fact]
    public async Task Whatever_the_rows_are_nothing_but_the_typed_error_is_thrown() => Assert.True(await Mutations.SurviveAsync("csv", "jobs", Rows, "text/csv", 1000) > 100);

    private static void Refused(string met, ConnectorException error)
    {
        Assert.Equal(ConnectorError.UnexpectedPayload, error.Error);
        Assert.Contains(met, error.Message, StringComparison.Ordinal);
        // A message never quotes records.
        Assert.DoesNotContain("Title", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("\"id\"", error.Message, StringComparison.Ordinal);
    }

    private static Task<ReadPage> LinesAsync(string body) => Answered.ReadAsync("json_lines", "candidates", body, "application/x-ndjson");

    private static Task<ReadPage> RowsAsync(string body) => Answered.ReadAsync("csv", "jobs", body, "text/csv; charset=utf-8");
}
