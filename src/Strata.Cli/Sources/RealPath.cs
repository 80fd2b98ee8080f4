namespace Strata.Cli.Sources;

/// <summary>Resolves the links of a path, those of its folders too.</summary>
internal static class RealPath
{
    private const int MaxLinks = 40;

    /// <summary>Returns the path without links; null if a link is broken or leads in a circle.</summary>
    public static string? Of(string path)
    {
        var real = Path.GetFullPath(path);
        for (var links = 0; links < MaxLinks; links++)
        {
            if (FirstLink(real) is not var (link, target))
            {
                return Path.Exists(real) ? real : null;
            }
            var from = Path.GetDirectoryName(link) ?? link;
            real = Path.GetFullPath(Path.Join(Path.GetFullPath(target, from), real[link.Length..]));
        }
        return null;
    }

    /// <summary>Whether a path, without links, is a folder or lies in it.</summary>
    public static bool IsWithin(string path, string folder) =>
        path == folder
        || path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static (string Link, string Target)? FirstLink(string path)
    {
        var at = Path.GetPathRoot(path) ?? "";
        foreach (var name in path[at.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            at = Path.Join(at, name);
            if (new FileInfo(at).LinkTarget is { } target)
            {
                return (at, target);
            }
        }
        return null;
    }
}
