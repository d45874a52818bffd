namespace Connectors.Sandbox;

/// <summary>How many records the stand-in vendor has.</summary>
public sealed record RecordCounts
{
    /// <summary>The number of jobs (or of the spec's other leading records). The other models follow from it: ten candidates a job, twenty applications, and so on. At least 0; 25 by default.</summary>
    public long Base { get; init; } = 25;

    /// <summary>Numbers for single models, by name; these win over what follows from <see cref="Base"/>. A number that ids or references cannot carry is lowered.</summary>
    public IReadOnlyDictionary<string, long> Models { get; init; } = new Dictionary<string, long>();

    /// <summary>Counts that follow from a number of jobs.</summary>
    public static RecordCounts Of(long jobs) => new() { Base = jobs };

    /// <summary>
    /// Counts whose sum over jobs, candidates and applications is about <paramref name="records"/>; for measurements.
    /// </summary>
    public static RecordCounts InAll(long records) => new() { Base = Math.Max(1, records / 31) };

    internal long For(string model) => Models.TryGetValue(model, out var count) ? Math.Max(0, count) : model switch
    {
        "candidates" => Base * 10,
        "applications" => Base * 20,
        "application_stages" => 8,
        "screening_questions" => Math.Clamp(Base * 2, 26, 400),
        "job_screening_questions" => Base * 5,
        "interviews" => Base * 2,
        "users" => Math.Max(5, Base / 5),
        "tags" or "roles" or "rejection_reasons" => 12,
        _ when model.StartsWith("tables.", StringComparison.Ordinal) => 12,
        _ => Base,
    };
}
