namespace Strata.Cli.Sources;

/// <summary>Decides which links below a folder are followed.</summary>
/// <param name="folder">The folder that the caller named; if it is a link itself, it is followed.</param>
/// <param name="followLinks">Whether links are followed, even out of the folder.</param>
internal sealed class FolderSearch(string folder, bool followLinks)
{
    private readonly string? _root = RealPath.Of(folder);
    private readonly HashSet<string> _entered = new(StringComparer.Ordinal);

    /// <summary>Whether to list a folder below the named one. Links are entered only if asked, and no folder twice: links may form a cycle.</summary>
    public bool Enters(DirectoryInfo below) =>
        followLinks ? RealPath.Of(below.FullName) is { } real && real != _root && _entered.Add(real) : below.LinkTarget is null;

    /// <summary>Whether a file is a link to something outside of the named folder, which is not to be followed.</summary>
    public bool LeadsOut(string file)
    {
        try
        {
            return !followLinks
                && _root is { } root
                && new FileInfo(file).LinkTarget is not null
                && RealPath.Of(file) is { } real
                && !RealPath.IsWithin(real, root);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // Opening it reports the error.
        }
    }
}
