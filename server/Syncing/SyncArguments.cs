using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Connectors.Server.Syncing;

/// <summary>The arguments of the command line that say when integrations are synced by themselves.</summary>
internal sealed class SyncArguments
{
    private readonly Option<TimeSpan> _every = new("--sync-every")
    {
        Description = "How long after the begin of its last sync an integration is synced by itself: 90m, 3h or 1d, or off for never.",
        DefaultValueFactory = static _ => TimeSpan.FromHours(3),
        CustomParser = Every,
    };

    private readonly Option<int> _atOnce = new("--syncs-at-once")
    {
        Description = "How many integrations are synced at once.",
        DefaultValueFactory = static _ => 4,
    };

    public void AddTo(Command command)
    {
        command.Add(_every);
        command.Add(_atOnce);
        _atOnce.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--syncs-at-once is at least 1.");
            }
        });
    }

    /// <summary>A server's options with what was said.</summary>
    public ServerOptions Read(ParseResult result, ServerOptions options) => options with { SyncEvery = result.GetValue(_every) is var every && every == Timeout.InfiniteTimeSpan ? null : every, SyncsAtOnce = result.GetValue(_atOnce) };

    private static TimeSpan Every(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (text == "off")
        {
            return Timeout.InfiniteTimeSpan;
        }

        if (text.Length > 1 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 10_000)
        {
            switch (text[^1])
            {
                case 'm':
                    return TimeSpan.FromMinutes(number);
                case 'h':
                    return TimeSpan.FromHours(number);
                case 'd':
                    return TimeSpan.FromDays(number);
            }
        }

        result.AddError($"'{text}' is no time between syncs; write it like 90m, 3h or 1d, or off.");
        return default;
    }
}
