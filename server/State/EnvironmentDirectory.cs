namespace Connectors.Server.State;

/// <summary>The environments: whatever belongs to one is not seen from another.</summary>
internal sealed class EnvironmentDirectory(StateFile file)
{
    /// <summary>The environment that everything belongs to until another one is made; made when it is not there.</summary>
    public string Default() => file.Together(() => file.Value("SELECT id FROM environments ORDER BY created_at LIMIT 1") as string ?? Create("Production"));

    /// <summary>Makes an environment.</summary>
    /// <param name="name">What people call it.</param>
    public string Create(string name)
    {
        var id = Guid.NewGuid().ToString();
        file.Run("INSERT INTO environments VALUES (?, ?, ?)", id, name, file.Now);
        return id;
    }

    /// <summary>What people call an environment.</summary>
    public string NameOf(string environment) => (string)file.Value("SELECT name FROM environments WHERE id = ?", environment)!;
}
