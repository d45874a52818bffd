using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Xml;
using Connectors.Runtime.Mapping;

namespace Connectors.Generators.Tests.Xml;

/// <summary>
/// Spoilt replies must be refused with a typed error, or read with the records that are at fault set aside. A build runs 5,000 of them;
/// <c>CONNECTORS_FUZZ=100000 dotnet test tests/Connectors.Generators.Tests -c Release --filter FullyQualifiedName~Xml.FuzzTests</c> runs as many as it says and writes
/// bench/results/fuzz-xml.md.
/// </summary>
public sealed class FuzzTests
{
    private const int InBuilds = 5_000;

    /// <summary>The most records in a reply, many times over: what is spoilt may double an element, not more.</summary>
    private const int MostRecords = 20;

    [Fact]
    public void A_spoilt_reply_gives_typed_errors_or_records_set_aside_and_nothing_else()
    {
        var wanted = Environment.GetEnvironmentVariable("CONNECTORS_FUZZ");
        var count = wanted is null ? InBuilds : int.Parse(wanted, CultureInfo.InvariantCulture);
        _ = Coveto.Definition;
        var outcomes = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var faults = new ConcurrentBag<string>();
        var clock = Stopwatch.StartNew();

        Parallel.For(0, count, seed => outcomes.AddOrUpdate(Read(seed, faults), 1, static (_, n) => n + 1));

        Assert.Empty(faults.Order(StringComparer.Ordinal).Take(20));
        Assert.All(FuzzReport.Outcomes, outcome => Assert.True(outcomes.GetValueOrDefault(outcome.Name) > count / 100, $"Hardly any reply was {outcome.Name}: the mutations prove nothing."));
        if (wanted is not null)
        {
            FuzzReport.Write(count, clock.Elapsed, outcomes);
        }
    }

    private static string Read(int seed, ConcurrentBag<string> faults)
    {
        var (model, xml) = Replies.All[seed % Replies.All.Length];
        try
        {
            var sink = Coveto.Read(model, Spoil(xml, new Random(seed)), new MapContext { ParentRemoteId = "4711" });
            if (sink.Elements > MostRecords || sink.SetAside.Any(s => s.Path.Length == 0 || s.Reason.Length == 0))
            {
                faults.Add($"{model} with seed {seed}: {sink.Elements} elements, or a record set aside without saying why.");
            }

            return sink.SetAside.Count == 0 ? FuzzReport.ReadWhole : FuzzReport.ReadInPart;
        }
        catch (XmlException)
        {
            return FuzzReport.Broken;
        }
        catch (RecordFaultException)
        {
            return FuzzReport.Refused;
        }
#pragma warning disable CA1031 // Whatever else is thrown is what this test looks for.
        catch (Exception e)
        {
            faults.Add($"{model} with seed {seed}: {e.GetType().Name}: {e.Message} {e.StackTrace?.Split('\n').FirstOrDefault()?.Trim()}");
            return "";
        }
#pragma warning restore CA1031
    }

    private static string Spoil(string xml, Random random)
    {
        var text = new StringBuilder(xml);
        for (var edits = random.Next(1, 4); edits > 0; edits--)
        {
            var at = random.Next(text.Length);
            var length = random.Next(Math.Min(12, text.Length - at));
            switch (random.Next(6))
            {
                case 0:
                    text.Remove(at, length);
                    break;
                case 1:
                    text.Insert(at, text.ToString(at, length));
                    break;
                case 2:
                    text[at] = (char)random.Next(0x20, 0x17F);
                    break;
                case 3:
                    text.Insert(at, "0x,.<&\"é\u0001"[random.Next(9)]);
                    break;
                case 4:
                    Retype(text, random);
                    break;
                default:
                    Rename(text, random);
                    break;
            }
        }

        return text.ToString();
    }

    // Puts something else between a start tag and what follows it, so that the XML stays whole and the value is wrong.
    private static void Retype(StringBuilder text, Random random)
    {
        var xml = text.ToString();
        var at = xml.IndexOf('>', random.Next(xml.Length)) + 1;
        var end = at > 0 ? xml.IndexOf('<', at) : -1;
        if (end > at)
        {
            string[] values = ["", " ", "viel", "-1", "99999999999999999999999999999999", "31.02.2026", "2026-13-01T00:00:00", "<x/>", "<![CDATA[1,5]]>", "<!-- -->", "&#1;", "true", "1.23,4"];
            text.Remove(at, end - at).Insert(at, values[random.Next(values.Length)]);
        }
    }

    // Gives all elements or attributes that have a name another one.
    private static void Rename(StringBuilder text, Random random)
    {
        string[] names = ["Stelle", "Stellen", "Bewerber", "Bewerbung", "Eintrag", "Titel", "Status", "Frage", "Typ", "id", "name", "Feld", "Gehalt", "AnzahlGesamt", "Fortsetzung", "xsi:nil"];
        text.Replace(names[random.Next(names.Length)], names[random.Next(names.Length)]);
    }
}
