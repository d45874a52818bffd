using System.Globalization;

namespace Connectors.Sync.Store;

/// <summary>
/// Keeps other processes from writing to the same store. The operating system holds the lock on a file beside the database and lets go of it
/// when the process ends, however it ends; the file itself stays and means nothing.
/// </summary>
internal sealed class StoreLock : IDisposable
{
    private readonly FileStream _file;

    private StoreLock(FileStream file) => _file = file;

    /// <summary>Takes the lock.</summary>
    /// <exception cref="StoreException"><see cref="StoreError.InUse"/>: another process has it.</exception>
    public static StoreLock Take(string database)
    {
        var path = database + ".lock";
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            file.SetLength(0);
            file.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            return new StoreLock(file);
        }
        catch (IOException error) when (error is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException))
        {
            // The lock keeps this process from reading the id too, but a person can.
            throw new StoreException(
                StoreError.InUse,
                $"The database {database} is in use by another process, whose id is in {path}. Wait until it is done, or name another file.",
                error);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
