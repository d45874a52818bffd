using Connectors.Sandbox.Data;
using Connectors.Specs.Model;

namespace Connectors.Sandbox.Shapes;

/// <summary>Which moment a time tells.</summary>
internal enum Moment
{
    /// <summary>When the record was made.</summary>
    Created,

    /// <summary>When it changed last.</summary>
    Modified,

    /// <summary>When something begins: a publication.</summary>
    Start,

    /// <summary>When it ends; may lie ahead.</summary>
    End,

    /// <summary>A day that a person names.</summary>
    Day,
}

/// <summary>A time as the vendor writes it.</summary>
internal sealed class TimeShape : Shape
{
    private readonly Population? _records;
    private readonly Moment _moment;
    private readonly ConversionKind _kind;
    private readonly string _format;
    private readonly TimeZoneInfo _zone;
    private readonly bool _text;
    private readonly ulong _salt;

    /// <summary>Creates the shape.</summary>
    /// <param name="records">Whose time; null for one that belongs to no record.</param>
    /// <param name="moment">Which moment.</param>
    /// <param name="conversion">How the spec reads it, and so how it is written.</param>
    /// <param name="text">Whether it is a JSON text.</param>
    /// <param name="salt">Its chance.</param>
    public TimeShape(Population? records, Moment moment, Conversion conversion, bool text, ulong salt)
    {
        _records = records;
        _moment = moment;
        _kind = conversion.Kind;
        _format = conversion.Format ?? (conversion.Kind == ConversionKind.Date ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss");
        _zone = conversion.Zone is { } zone ? TimeZoneInfo.FindSystemTimeZoneById(zone) : TimeZoneInfo.Utc;
        _text = text;
        _salt = salt;
    }

    /// <summary>The moment a name speaks of.</summary>
    public static Moment MomentOf(string name) =>
        Has(name, "modif", "updat", "chang") ? Moment.Modified
        : Has(name, "creat", "added") ? Moment.Created
        : Has(name, "clos", "end", "expir", "until") ? Moment.End
        : Has(name, "open", "start", "begin", "publish", "from") ? Moment.Start
        : Moment.Created;

    /// <summary>Whether a whole number of this name is a time.</summary>
    public static bool Sounds(string name) => Has(name, "modified", "updated", "changed", "created", "timestamp");

    /// <inheritdoc/>
    public override void Write(Renderer to, in Cell cell)
    {
        if (_kind is ConversionKind.UnixSeconds or ConversionKind.UnixMilliseconds)
        {
            var at = At(cell);
            WriteNumber(to, _kind == ConversionKind.UnixSeconds ? at.ToUnixTimeSeconds() : at.ToUnixTimeMilliseconds());
            return;
        }

        to.Text.Open();
        if (_kind is ConversionKind.LocalTime or ConversionKind.Date)
        {
            to.Text.Add(Local(cell), _format);
        }
        else
        {
            to.Text.Add(At(cell).UtcDateTime, _format);
            to.Text.Add(Dice.OneIn(cell.Hash ^ _salt, 7) ? "+00:00"u8 : "Z"u8);
        }

        to.WriteText();
    }

    private static bool Has(string name, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (name.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private void WriteNumber(Renderer to, long number)
    {
        if (_text)
        {
            to.Text.Open();
            to.Text.Add(number);
            to.WriteText();
        }
        else
        {
            to.Json.WriteNumberValue(number);
        }
    }

    private DateTime Local(in Cell cell)
    {
        // A wall clock shows times that do not exist, too: the hour that is skipped in spring.
        if (_moment is Moment.Start && Dice.OneIn(Dice.Mix(cell.Hash ^ _salt, 3), 61))
        {
            return new DateTime(2025, 3, 30, 3, 30, 0, DateTimeKind.Unspecified);
        }

        return TimeZoneInfo.ConvertTime(At(cell), _zone).DateTime;
    }

    private DateTimeOffset At(in Cell cell)
    {
        var hash = Dice.Mix(cell.Hash ^ _salt);
        if (_records is null || _moment == Moment.Day)
        {
            return VendorClock.Origin.AddDays(Dice.Below(hash, 400) - 100);
        }

        var created = VendorClock.Created(_records, cell.Index);
        return _moment switch
        {
            Moment.Created => created,
            Moment.Modified => VendorClock.Modified(_records, cell.Index),
            Moment.Start => Hour(created, 9),
            _ => Hour(created.AddDays(14 + (cell.Record % 47)), 21).AddMinutes(59),
        };
    }

    private static DateTimeOffset Hour(DateTimeOffset day, int hour) => new(day.Year, day.Month, day.Day, hour, 0, 0, TimeSpan.Zero);
}
