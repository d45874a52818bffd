using Connectors.Runtime.Reading;
using Connectors.Runtime.Tests.Support;
using CsCheck;

namespace Connectors.Runtime.Tests.Reading;

public class PagingPropertyTests
{
    private static readonly Gen<ListVendor> Vendors = Gen.Select(
        Gen.Enum<PagingKind>(),
        Gen.Int[0, 60],
        Gen.Int[1, 12],
        Gen.Int[1, 12],
        Gen.Enum<Tells>(),
        Gen.Int[0, 1],
        (kind, count, size, cap, tells, first) => new ListVendor(kind, count, size, cap, tells, first));

    [Fact]
    public Task Every_element_arrives_exactly_once_however_a_vendor_pages() =>
        Vendors.SampleAsync(
            async vendor =>
            {
                var pages = await TestConnector.At(vendor.Handler()).PagesAsync(vendor.Source);

                Assert.Equal(vendor.All, Ids(pages));
                Assert.Null(pages[^1].Resume);
                Assert.All(pages.SkipLast(1), p => Assert.NotNull(p.Resume));
            },
            iter: 500);

    [Fact]
    public Task A_read_that_resumes_at_any_page_boundary_brings_what_the_whole_read_would_have() =>
        Vendors.SampleAsync(
            async vendor =>
            {
                var pages = await TestConnector.At(vendor.Handler()).PagesAsync(vendor.Source);
                for (var read = 1; read < pages.Count; read++)
                {
                    var rest = await TestConnector.At(vendor.Handler()).PagesAsync(vendor.Source, new ReadOptions { Resume = pages[read - 1].Resume });

                    Assert.Equal(vendor.All, Ids(pages.Take(read)).Concat(Ids(rest)));
                }
            },
            iter: 100);

    private static IEnumerable<string> Ids(IEnumerable<ReadPage> pages) => pages.SelectMany(p => p.Records).Select(r => ((Item)r).Id);
}
