namespace Strata.Documents.Programs;

/// <summary>A temporary folder of one conversion, readable by its owner only; disposing deletes it.</summary>
internal sealed class WorkFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("strata-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Returns a path where an external program can read the source: its own file, or a copy in this folder.</summary>
    public async Task<string> PlaceAsync(Stream source, CancellationToken ct)
    {
        if (source is FileStream { Name: { Length: > 0 } name } && System.IO.File.Exists(name))
        {
            return System.IO.Path.GetFullPath(name);
        }
        var path = File("source");
        await using var copy = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        source.Position = 0;
        await source.CopyToAsync(copy, ct);
        return path;
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A killed program may hold a file a moment longer; the system cleans temporary folders.
        }
    }
}
