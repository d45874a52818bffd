namespace Connectors.Server.State;

/// <summary>The environments: whatever belongs to one is not seen from another.</summary>
internal sealed class EnvironmentDirectory(StateFile file)
{
    /// <summary>What the pages of an environment stand below, with its id behind.</summary>
    public const string Pages = "/environments";

    /// <summary>The environment that everything belongs to until another one is made; made when it is not there.</summary>
    public string Default() => file.Together(() => file.Value("SELECT id FROM environments ORDER BY created_at, rowid LIMIT 1") as string ?? Insert("Production"));

    /// <summary>All environments, the first one first: an id and what people call it each.</summary>
    public IReadOnlyList<(string Id, string Name)> All()
    {
        _ = Default();
        return file.Rows("SELECT id, name FROM environments ORDER BY created_at, rowid", static row => (row.Text(0), row.Text(1)));
    }

    /// <summary>The environment that somebody names.</summary>
    /// <param name="called">Its name or id; null for the first one.</param>
    /// <exception cref="InvalidOperationException">There is none of that name.</exception>
    public string Named(string? called) => called is null ? Default()
        : file.Value("SELECT id FROM environments WHERE id = ? OR name = ?", called, called) as string ?? throw new InvalidOperationException($"There is no environment named '{called}'.");

    /// <summary>Makes an environment.</summary>
    /// <param name="name">What people call it; unique.</param>
    /// <exception cref="InvalidOperationException">There is an environment of that name.</exception>
    public string Create(string name)
    {
        _ = Default();
        return Insert(name);
    }

    /// <summary>What people call an environment.</summary>
    public string NameOf(string environment) => (string)file.Value("SELECT name FROM environments WHERE id = ?", environment)!;

    /// <summary>The path of a page in an environment. Those of the first one stand below nothing.</summary>
    /// <param name="page">The page's path, with or without a query.</param>
    /// <param name="environment">The environment.</param>
    public string At(string page, string environment) => environment == Default() ? page : $"{Pages}/{environment}{page}";

    private string Insert(string name)
    {
        if (file.Value("SELECT 1 FROM environments WHERE name = ?", name) is not null)
        {
            throw new InvalidOperationException($"There is an environment named '{name}' already.");
        }

        var id = Guid.NewGuid().ToString();
        file.Run("INSERT INTO environments VALUES (?, ?, ?)", id, name, file.Now);
        return id;
    }
}
