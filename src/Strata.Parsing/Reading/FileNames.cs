namespace Strata.Parsing.Reading;

/// <summary>Makes safe member names: no path, no control characters.</summary>
internal static class FileNames
{
    private const int MaxChars = 255;

    /// <summary>Returns the last segment of a path or declared name, or null if nothing is left of it.</summary>
    public static string? Of(string? path)
    {
        var name = path?[(path.LastIndexOfAny(['/', '\\']) + 1)..];
        name = name is null
            ? ""
            : string.Concat(name.Where(c => !char.IsControl(c) && c is not ('"' or '<' or '>' or '|' or ':' or '*' or '?'))).Trim();
        name =
            name.Length <= MaxChars
                ? name
                : name[..(MaxChars - 20)] + Path.GetExtension(name)[..Math.Min(20, Path.GetExtension(name).Length)];
        return name is "" or "." or ".." ? null : name;
    }
}
