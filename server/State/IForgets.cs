namespace Connectors.Server.State;

/// <summary>A capability that keeps something of integrations beside their records.</summary>
internal interface IForgets
{
    /// <summary>Forgets what it keeps of an integration that has ended: at once, and again when the records are removed, for what was still under way.</summary>
    /// <param name="integration">Its id.</param>
    void Forget(string integration);
}
