using Connectors.Sandbox.Data;

namespace Connectors.Sandbox.Faults;

/// <summary>Decides which faults strike which request.</summary>
/// <param name="profile">The profile.</param>
/// <param name="seed">The chance.</param>
/// <param name="limits">The vendor's own limits.</param>
internal sealed class FaultInjector(FaultProfile profile, ulong seed, VendorLimits limits)
{
    private readonly Lock _lock = new();
    private readonly int[] _struck = new int[profile.Rules.Count];
    private long _requests;

    public FaultProfile Profile => profile;

    /// <summary>How wrong the vendor's clock is, in seconds.</summary>
    public int ClockSkew => profile.Rules.FirstOrDefault(r => r.Kind == FaultKind.ClockSkew)?.Amount ?? 0;

    /// <summary>The faults that strike the next request.</summary>
    /// <param name="path">The contract path it goes to; null when there is none.</param>
    /// <param name="now">The time.</param>
    public Strike Next(string? path, DateTimeOffset now)
    {
        lock (_lock)
        {
            var request = ++_requests;
            var struck = new List<FaultRule>();
            var isOver = !limits.TryCount(now);
            for (var i = 0; i < profile.Rules.Count; i++)
            {
                var rule = profile.Rules[i];
                var chance = (Dice.Mix(Dice.Mix(seed, (ulong)rule.Kind), (ulong)request) >> 11) * (1.0 / (1UL << 53));
                if ((rule.Path is null || rule.Path == path)
                    && request > rule.After
                    && (rule.Times == 0 || _struck[i] < rule.Times)
                    && chance < rule.Chance
                    && (rule.Kind != FaultKind.VendorLimit || isOver))
                {
                    _struck[i]++;
                    struck.Add(rule);
                }
            }

            return struck.Count == 0 ? Strike.Nothing : new Strike(struck, this);
        }
    }

    /// <summary>Gives a stroke back that found nothing to spoil, so that a rule with few strokes does not waste them.</summary>
    public void Return(FaultRule rule)
    {
        lock (_lock)
        {
            for (var i = 0; i < profile.Rules.Count; i++)
            {
                if (ReferenceEquals(profile.Rules[i], rule))
                {
                    _struck[i]--;
                }
            }
        }
    }
}

/// <summary>The faults that strike one request.</summary>
/// <param name="rules">The rules that hold.</param>
/// <param name="owner">Who decided.</param>
internal sealed class Strike(IReadOnlyList<FaultRule> rules, FaultInjector? owner)
{
    /// <summary>No fault.</summary>
    public static Strike Nothing { get; } = new([], null);

    /// <summary>The kinds, for the log.</summary>
    public IEnumerable<FaultKind> Kinds => rules.Select(r => r.Kind);

    /// <summary>The rule of a kind that strikes; null when none does.</summary>
    public FaultRule? Of(FaultKind kind) => rules.FirstOrDefault(r => r.Kind == kind);

    /// <summary>Whether a kind strikes.</summary>
    public bool Has(FaultKind kind) => Of(kind) is not null;

    /// <summary>Says that a kind found nothing to spoil here.</summary>
    public void Spare(FaultKind kind)
    {
        if (Of(kind) is { } rule)
        {
            owner?.Return(rule);
        }
    }
}
