namespace Connectors.Sync.Serving;

/// <summary>Which records count as updated when a record that is shown with them changes.</summary>
public abstract record TouchRule
{
    private TouchRule()
    {
    }

    /// <summary>The model whose records touch others when they change.</summary>
    public abstract string Changed { get; }

    /// <summary>The record that a changed one refers to: a candidate, by its applications.</summary>
    /// <param name="Changed">The model that changes.</param>
    /// <param name="Field">Its field.</param>
    /// <param name="Touched">The model that the field leads to.</param>
    public sealed record Target(string Changed, string Field, string Touched) : TouchRule
    {
        /// <inheritdoc/>
        public override string Changed { get; } = Changed;
    }

    /// <summary>The records that refer to a changed one: applications, by their candidate.</summary>
    /// <param name="Changed">The model that changes.</param>
    /// <param name="Touched">The model that refers to it.</param>
    /// <param name="Field">The field it does so by.</param>
    public sealed record Referrers(string Changed, string Touched, string Field) : TouchRule
    {
        /// <inheritdoc/>
        public override string Changed { get; } = Changed;
    }

    /// <summary>The records that are joined to a changed one: jobs, by the questions they ask.</summary>
    /// <param name="Changed">The model that changes.</param>
    /// <param name="Join">The model whose rows join the two.</param>
    /// <param name="From">The field of a row that refers to what changed.</param>
    /// <param name="To">The field of a row that refers to what is touched.</param>
    /// <param name="Touched">The model that is touched.</param>
    public sealed record Joined(string Changed, string Join, string From, string To, string Touched) : TouchRule
    {
        /// <inheritdoc/>
        public override string Changed { get; } = Changed;
    }

    /// <summary>All records of a model, when one that is shown with each of them is added or gone and no rows join the two: jobs, by the stages of the account.</summary>
    /// <param name="Changed">The model that changes.</param>
    /// <param name="Join">The model whose rows would join the two; where there are any, this rule says nothing.</param>
    /// <param name="Touched">The model that is touched.</param>
    public sealed record Everyone(string Changed, string Join, string Touched) : TouchRule
    {
        /// <inheritdoc/>
        public override string Changed { get; } = Changed;
    }
}
