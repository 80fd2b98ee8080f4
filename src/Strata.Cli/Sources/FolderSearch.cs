namespace Strata.Cli.Sources;

/// <summary>Decides which entries of a folder are looked at, and which links below it are followed.</summary>
/// <param name="folder">The folder that the caller named; if it is a link itself, it is followed.</param>
/// <param name="followLinks">Whether links are followed, even out of the folder.</param>
internal sealed class FolderSearch(string folder, bool followLinks)
{
    private readonly string? _root = RealPath.Of(folder);
    private readonly HashSet<string> _entered = new(StringComparer.Ordinal);

    /// <summary>Hidden entries are left out.</summary>
    public static bool IsShown(FileSystemInfo entry)
    {
        if (entry.Name.StartsWith('.'))
        {
            return false;
        }
        try
        {
            // The attributes of an inaccessible entry read as -1, which has all flags.
            return entry.Attributes is var attributes && ((int)attributes == -1 || !attributes.HasFlag(FileAttributes.Hidden));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true; // Opening it reports the error.
        }
    }

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
