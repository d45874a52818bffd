namespace Connectors.Server.State;

/// <summary>A capability that keeps something for a while only.</summary>
internal interface IExpires
{
    /// <summary>Forgets what is older than that. Asked every hour.</summary>
    void ForgetOld();
}
